package io.millrace.ingestion.land;

import io.millrace.message.LandedFile.Kind;

/**
 * A partition of one of the two topics that are landed.
 *
 * @param log which log its offsets count in: empty for the one that the store was begun with, else
 *     the id of the topic that took its place
 */
public record Source(Kind kind, int partition, String log) {

  /** Of the log that the store was begun with. */
  public Source(Kind kind, int partition) {
    this(kind, partition, "");
  }

  /** How an asset's positions name it: {@code data/3}. */
  String name() {
    return folder(kind) + "/" + label();
  }

  /** Where its files lie, below the problem's folder. */
  String path() {
    return "%s/p%s/".formatted(folder(kind), label());
  }

  private String label() {
    return log.isEmpty() ? String.valueOf(partition) : partition + "-" + log;
  }

  static String folder(Kind kind) {
    return switch (kind) {
      case EVENTS -> "data";
      case GROUND_TRUTH -> "ground-truth";
    };
  }
}
