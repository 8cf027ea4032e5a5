package io.millrace.acceptance.loop;

import io.millrace.acceptance.faults.account.CommittedMessages;
import io.millrace.acceptance.faults.drive.Api;
import io.millrace.acceptance.loop.Account.Found;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stream on its way through one problem. */
final class Lane {

  private static final Set<String> OPEN = Set.of("queued", "running");

  private final Site site;
  private final Api api;
  private final Stream stream;
  private final String problem;
  private final @Nullable String[] answers;
  private final Set<String> known = new HashSet<>();
  private final List<Found> found = new ArrayList<>();
  private final List<Integer> versions = new ArrayList<>();
  private int sent;
  private int labelled;
  private int predicted;

  Lane(Site site, Api api, Stream stream, String problem) {
    this.site = site;
    this.api = api;
    this.stream = stream;
    this.problem = problem;
    this.answers = new String[stream.size()];
  }

  /** As far as an event. */
  void send(int end) {
    post("/events", sent, end, stream::event);
    sent = end;
  }

  /** As far as an event's. */
  void label(int end) {
    if (end > labelled) {
      post("/ground-truth", labelled, end, stream::truth);
      labelled = end;
    }
  }

  private void post(String path, int from, int to, IntFunction<String> line) {
    String lines = IntStream.range(from, to).mapToObj(line).collect(Collectors.joining("\n"));
    site.post(api, problem, path, lines);
  }

  void take(ConsumerRecord<String, byte[]> message) {
    if (problem.equals(CommittedMessages.header(message, "ce_problem"))) {
      JsonNode prediction = Site.JSON.readTree(message.value());
      int number = Stream.number(prediction.path("eventId").asString());
      predicted += answers[number] == null ? 1 : 0;
      answers[number] = prediction.path("label").asString();
    }
  }

  /** Whether all that was sent is answered and landed, and nothing follows from it any more. */
  boolean isAbreast() {
    return predicted == sent && labels() >= labelled && isQuiet();
  }

  private long labels() {
    return site.get(api, "ingestion", problem, "/data").path("labels").asLong(0);
  }

  /** Whether no training is on, and the newest version answers. */
  boolean isQuiet() {
    boolean open =
        site.get(api, "training", problem, "/runs")
            .valueStream()
            .anyMatch(run -> OPEN.contains(run.path("state").asString("")));
    return !open && newest() == serving();
  }

  private int newest() {
    return site.get(api, "training", problem, "/models")
        .valueStream()
        .mapToInt(model -> model.path("version").asInt(0))
        .max()
        .orElse(0);
  }

  int serving() {
    return site.get(api, "inference", problem, "/model").path("version").asInt(0);
  }

  /** Writes down what is new since the last look. */
  void look() {
    site.get(api, "monitoring", problem, "/drift")
        .path("detections")
        .valueStream()
        .filter(detection -> known.add(detection.toString()))
        .map(
            detection ->
                new Found(sent, detection.path("kind").asString("").toLowerCase(Locale.ROOT)))
        .forEach(found::add);
    for (int next = versions.size() + 1; next <= newest(); next++) {
      versions.add(sent);
    }
  }

  Account account() {
    boolean[] right = new boolean[stream.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = stream.label(i).equals(answers[i]);
    }
    return new Account(stream, right, found, versions);
  }
}
