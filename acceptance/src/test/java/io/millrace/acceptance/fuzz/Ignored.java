package io.millrace.acceptance.fuzz;

import io.millrace.acceptance.RunningStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** How many messages of unknown types the services have counted. */
final class Ignored {

  private static final List<String> SERVICES =
      List.of("ingestion", "training", "inference", "monitoring");
  private static final String METRIC = "millrace_messages_ignored_total{";

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningStack stack;

  Ignored(RunningStack stack) {
    this.stack = stack;
  }

  /** Of a topic, at all services. */
  long count(String topic) {
    return SERVICES.stream()
        .flatMap(service -> metrics(service).lines())
        .filter(line -> line.startsWith(METRIC) && line.contains("topic=\"" + topic + "\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String metrics(String service) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.address(service) + "/actuator/prometheus"))
            .header("Authorization", "Bearer " + stack.token("operator"))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
