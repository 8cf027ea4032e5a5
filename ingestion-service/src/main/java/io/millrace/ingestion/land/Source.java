package io.millrace.ingestion.land;

import io.millrace.message.LandedFile.Kind;

/** A partition of one of the two topics that are landed. */
public record Source(Kind kind, int partition) {

  /** How an asset's positions name it: {@code events/3}. */
  String name() {
    return folder() + "/" + partition;
  }

  private String folder() {
    return switch (kind) {
      case EVENTS -> "data";
      case GROUND_TRUTH -> "ground-truth";
    };
  }

  /** Where its files lie, below the problem's folder. */
  String path() {
    return "%s/p%d/".formatted(folder(), partition);
  }
}
