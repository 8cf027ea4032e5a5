package io.millrace.quickstart;

import java.util.ArrayList;
import java.util.List;

/** What each service is told, as {@code --key=value}. */
record ServiceArguments(Home home, Ports ports, Tokens tokens) {

  /**
   * After a crash, a consumer group waits for its dead members as long; usually 45 s. All run in
   * one process here, so that nobody is ever out of reach for a moment only.
   */
  private static final int MILLIS = 10_000;

  private static final List<String> SESSION =
      List.of(
          "spring.kafka.consumer.properties",
          "spring.cloud.stream.kafka.binder.consumer-properties");

  String[] of(Service service) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.address=127.0.0.1");
    arguments.add("--server.port=" + ports.of(service.part()));
    arguments.add("--millrace.inference.grpc.port=" + ports.of(Part.GRPC));
    arguments.add("--spring.kafka.bootstrap-servers=127.0.0.1:" + ports.of(Part.BROKER));
    SESSION.forEach(key -> arguments.add("--%s.session.timeout.ms=%d".formatted(key, MILLIS)));
    arguments.add("--millrace.blob.store=folder");
    arguments.add("--millrace.blob.folder=" + home.blobs());
    arguments.addAll(tokens.arguments());
    arguments.add("--millrace.monitoring.state-dir=" + home.state().resolve("monitoring"));
    arguments.add("--millrace.inference.cache=" + home.state().resolve("models"));
    arguments.add("--millrace.training.work-dir=" + home.state().resolve("training"));
    arguments.add("--spring.main.register-shutdown-hook=false");
    arguments.add("--spring.main.banner-mode=off");
    return arguments.toArray(String[]::new);
  }
}
