package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How often the whole loop is right in a market that changes: each half hour of Elec2 is predicted
 * as it comes, its label follows a day later, and the loop retrains by itself. Rows that waited for
 * the first model are left out, for it may have learned from them.
 *
 * <p>It takes half an hour, so it is no part of a build; {@code ./mvnw verify -pl acceptance -am
 * -Dtest=none -Dit.test=PrequentialIT -Dtest.excluded= -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false} runs it.
 */
@Tag("long")
class PrequentialIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PROBLEM = "electricity";
  private static final int ROWS = 45_312;
  private static final int LATE = 48;

  /** Rows a second: fast enough to end, slow enough for the loop to keep up as it would. */
  private static final int RATE = Integer.getInteger("millrace.prequential.rate", 30);

  @Test
  void staysRightInAMarketThatChanges() throws Exception {
    Path file = Millrace.data("elec2/elec.csv");
    assumeTrue(Files.exists(file), "skipped: the public data sets are not beside this checkout");
    try (RunningStack stack = RunningStack.start()) {
      Path example = Millrace.root().resolve("examples/electricity.yaml");
      assertThat(stack.millrace("apply", example.toString()).exitCode()).isZero();

      Millrace.Result replay =
          stack.millrace(
              Duration.ofSeconds(2 * ROWS / RATE),
              "replay",
              PROBLEM,
              file.toString(),
              "--labels-after",
              Integer.toString(LATE),
              "--rate",
              Integer.toString(RATE));
      assertThat(replay.exitCode()).as(replay.output()).isZero();
      Awaitility.await("all predicted")
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(5))
          .until(() -> Topic.read(stack.broker(), "millrace.predictions", PROBLEM).size() >= ROWS);

      double accuracy = report(stack, labels(file));
      assertThat(accuracy).isGreaterThanOrEqualTo(0.76);
    }
  }

  private static double report(RunningStack stack, List<String> labels) {
    Map<String, String> truths = new HashMap<>();
    Topic.read(stack.broker(), "millrace.ground-truth", PROBLEM)
        .forEach(
            truth -> truths.put(truth.key(), JSON.readTree(truth.value()).get("value").asString()));
    Map<Integer, Instant> registered = registered(stack);
    Map<Integer, int[]> byVersion = new java.util.TreeMap<>();
    int right = 0;
    int rows = 0;
    for (var message : Topic.read(stack.broker(), "millrace.predictions", PROBLEM)) {
      JsonNode prediction = JSON.readTree(message.value());
      int version = prediction.get("modelVersion").asInt();
      Instant time = Instant.parse(prediction.get("eventTime").asString());
      if (time.isAfter(registered.get(version))) {
        String truth = truths.get(prediction.get("eventId").asString());
        boolean isRight = prediction.get("label").asString().equals(truth);
        int[] tally = byVersion.computeIfAbsent(version, _ -> new int[2]);
        tally[0] += isRight ? 1 : 0;
        tally[1]++;
        right += isRight ? 1 : 0;
        rows++;
      }
    }
    double accuracy = (double) right / rows;
    double unchanged = unchanged(labels, rows);
    System.out.printf("%n%-10s %10s %10s%n", "version", "rows", "accuracy");
    byVersion.forEach(
        (version, tally) ->
            System.out.printf(
                "v%-9d %,10d %9.1f%%%n", version, tally[1], 100.0 * tally[0] / tally[1]));
    System.out.printf(
        "prequential accuracy %.2f %% of %,d rows; the label of %d rows before %.2f %%;"
            + " kappa-temporal %.3f; %d versions, %d runs%n",
        100 * accuracy,
        rows,
        LATE,
        100 * unchanged,
        (accuracy - unchanged) / (1 - unchanged),
        registered.size(),
        stack.get("training", "/v1/problems/" + PROBLEM + "/runs", "reader").body().size());
    return accuracy;
  }

  private static Map<Integer, Instant> registered(RunningStack stack) {
    Map<Integer, Instant> registered = new HashMap<>();
    stack
        .get("training", "/v1/problems/" + PROBLEM + "/models", "reader")
        .body()
        .forEach(
            model ->
                registered.put(
                    model.get("version").asInt(),
                    Instant.parse(model.get("registeredAt").asString())));
    return registered;
  }

  /** How often the latest label that is known would have been right, in the last rows. */
  private static double unchanged(List<String> labels, int rows) {
    int right = 0;
    for (int row = labels.size() - rows; row < labels.size(); row++) {
      right += labels.get(row).equals(labels.get(row - LATE)) ? 1 : 0;
    }
    return (double) right / rows;
  }

  private static List<String> labels(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.skip(1).map(line -> line.substring(line.lastIndexOf(',') + 1)).toList();
    }
  }
}
