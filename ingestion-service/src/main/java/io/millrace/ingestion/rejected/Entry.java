package io.millrace.ingestion.rejected;

import io.millrace.event.Rejection;

/** What lies at one place of the topic of rejections. */
public sealed interface Entry {

  Place place();

  record Refusal(Place place, Rejection rejection) implements Entry {

    /** The same for each copy that services made of one message. */
    String id() {
      Rejection.Origin origin = rejection.origin();
      return origin == null
          ? "%d-%d".formatted(place.partition(), place.offset())
          : "%s-%d-%d".formatted(origin.topic(), origin.partition(), origin.offset());
    }
  }

  /** What was refused has been accepted since. */
  record Replay(Place place, String rejection) implements Entry {}

  /**
   * @param time when it was written, in milliseconds of the epoch
   */
  record Place(int partition, long offset, long time) {}
}
