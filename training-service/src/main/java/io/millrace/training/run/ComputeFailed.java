package io.millrace.training.run;

import io.millrace.scoring.model.Manifest;
import java.util.Optional;

/** Whatever computed a run is gone; the message says of what, in a plain sentence. */
public final class ComputeFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Optional<Manifest.Usage> usage;

  public ComputeFailed(String reason, Optional<Manifest.Usage> usage) {
    super(reason);
    this.usage = usage;
  }

  /** What it had used, as far as it was measured. */
  Optional<Manifest.Usage> usage() {
    return usage;
  }
}
