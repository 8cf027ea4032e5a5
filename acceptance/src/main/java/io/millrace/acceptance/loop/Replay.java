package io.millrace.acceptance.loop;

import io.millrace.acceptance.faults.account.CommittedMessages;
import io.millrace.acceptance.faults.drive.Api;
import io.millrace.acceptance.faults.part.HarnessFailure;
import io.millrace.acceptance.faults.part.Waiting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends a stream through one or more problems side by side: each event is predicted as it comes,
 * its label comes some events later. The stream stands still while a training is on, so that the
 * outcome does not depend on how fast the machine is.
 *
 * @param step so many events are sent at a time
 * @param late so many events later than its own an event's label is known
 */
public record Replay(Site site, Stream stream, int step, int late, Consumer<String> progress) {

  private static final Duration LONGEST = Duration.ofMinutes(8);

  /**
   * @param problems their files by their names
   */
  public Map<String, Account> run(Map<String, String> problems) {
    Api api = new Api();
    Map<String, Lane> lanes = new LinkedHashMap<>();
    problems.forEach(
        (name, yaml) -> {
          site.apply(api, name, yaml);
          lanes.put(name, new Lane(site, api, stream, name));
        });
    try (CommittedMessages messages =
        new CommittedMessages(site.broker(), List.of("millrace.predictions"))) {
      run(List.copyOf(lanes.values()), messages);
    }
    Map<String, Account> accounts = new LinkedHashMap<>();
    lanes.forEach((name, lane) -> accounts.put(name, lane.account()));
    return accounts;
  }

  private void run(List<Lane> lanes, CommittedMessages messages) {
    lanes.forEach(
        lane -> {
          lane.send(stream.warmUp());
          lane.label(stream.warmUp());
        });
    await("the first model", () -> lanes.stream().allMatch(lane -> lane.serving() > 0));
    int from = stream.warmUp();
    do {
      int end = Math.min(stream.size(), from + step);
      int labels = Math.max(stream.warmUp(), end - late);
      lanes.forEach(
          lane -> {
            lane.send(end);
            lane.label(labels);
          });
      abreast(lanes, messages);
      progress.accept("%,d of %,d events".formatted(end, stream.size()));
      from = end;
    } while (from < stream.size());
  }

  /** Twice, since what lands may call for a training a moment later. */
  private void abreast(List<Lane> lanes, CommittedMessages messages) {
    await(
        "all is predicted and landed, and no training is on",
        () -> {
          messages.poll(message -> lanes.forEach(lane -> lane.take(message)));
          return lanes.stream().allMatch(Lane::isAbreast);
        });
    await("no training follows", () -> lanes.stream().allMatch(Lane::isQuiet));
    lanes.forEach(Lane::look);
  }

  private static void await(String what, BooleanSupplier condition) {
    if (!Waiting.until(LONGEST, condition)) {
      throw new HarnessFailure("waited %s in vain: %s".formatted(LONGEST, what));
    }
  }
}
