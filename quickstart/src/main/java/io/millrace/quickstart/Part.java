package io.millrace.quickstart;

/** What listens on a port of its own. */
public enum Part {
  INGESTION(8081),
  TRAINING(8082),
  INFERENCE(8083),
  MONITORING(8084),
  BROKER(9092),
  /** Of inference, beside its HTTP. */
  GRPC(9083);

  private final int usualPort;

  Part(int usualPort) {
    this.usualPort = usualPort;
  }

  int usualPort() {
    return usualPort;
  }

  /** The word in files and messages. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The option of {@code up} that sets its port. */
  String option() {
    return "--" + word() + "-port";
  }
}
