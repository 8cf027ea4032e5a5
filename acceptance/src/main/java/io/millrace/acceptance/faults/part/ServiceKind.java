package io.millrace.acceptance.faults.part;

import java.util.Locale;

/** The four services. */
public enum ServiceKind {
  INGESTION("io.millrace.ingestion.IngestionService", 192),
  TRAINING("io.millrace.training.TrainingService", 320),
  INFERENCE("io.millrace.inference.InferenceService", 192),
  MONITORING("io.millrace.monitoring.MonitoringService", 192);

  private final String main;
  private final int heap;

  ServiceKind(String main, int heap) {
    this.main = main;
    this.heap = heap;
  }

  /** The word in names of parts. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String main() {
    return main;
  }

  /** Megabytes that are enough at the harness's rates. */
  public int heap() {
    return heap;
  }
}
