package io.millrace.inference.follow;

import java.util.ArrayList;
import java.util.List;

/** What a follower is told next. */
public sealed interface Heard {

  /**
   * @param told one at least
   * @param places behind each
   */
  record Predictions(List<Told> told, List<Place> places) implements Heard {

    static Predictions from(Place at, List<Told> told) {
      List<Place> places = new ArrayList<>(told.size());
      Place place = at;
      for (Told each : told) {
        place = place.after(each.partition(), each.offset());
        places.add(place);
      }
      return new Predictions(told, places);
    }
  }

  /** Nothing has come for a while: the follower stands here. */
  record Nothing(Place place) implements Heard {}

  /** Some that it asked for are not kept any more; those that are follow. */
  record Gap() implements Heard {}

  /** There will be no more. */
  record End(Reason reason) implements Heard {}

  /** Why there are no more. */
  enum Reason {
    /** It took what it was told too slowly. */
    TOO_SLOW,
    /** The log cannot be read. */
    UNREADABLE,
    /** The service is being stopped. */
    STOPPING
  }
}
