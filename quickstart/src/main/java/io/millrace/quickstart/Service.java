package io.millrace.quickstart;

/** The four, in the order in which data passes through. */
enum Service {
  INGESTION(Part.INGESTION),
  TRAINING(Part.TRAINING),
  INFERENCE(Part.INFERENCE),
  MONITORING(Part.MONITORING);

  private final Part part;

  Service(Part part) {
    this.part = part;
  }

  Part part() {
    return part;
  }

  String address(Ports ports) {
    return "http://127.0.0.1:" + ports.of(part);
  }
}
