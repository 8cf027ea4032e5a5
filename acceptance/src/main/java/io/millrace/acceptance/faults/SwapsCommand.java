package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.account.Books;
import io.millrace.acceptance.faults.drive.Driver;
import io.millrace.acceptance.faults.drive.Operator;
import io.millrace.acceptance.faults.part.Part;
import io.millrace.acceptance.faults.part.ServiceKind;
import io.millrace.acceptance.faults.part.ServicePart;
import io.millrace.acceptance.faults.part.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills inference while it swaps models under load, and accounts for every event. */
@Command(
    name = "swaps",
    description =
        "Promotes one version and then another while devices send, and kills an instance of"
            + " inference while it swaps. Ends with 0 only if nothing is missing and nothing is"
            + " doubled.")
final class SwapsCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration RECOVERY = Duration.ofMinutes(2);

  /** A swap takes some tenths of a second: to hear of it, to fetch, check and warm the model. */
  private static final int SWAP_MILLIS = 1_500;

  private static final int LONGEST_PAUSE_MILLIS = 3_000;

  @Mixin private final Options options = new Options();

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "30",
      description = "How often a swap is cut short (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Replays the moments (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of each service (default: ${DEFAULT-VALUE}).")
  private int instances;

  @Override
  public Integer call() throws IOException {
    return Trial.run(options, new Trial.Cast(instances, seed, false), this::run);
  }

  private void run(Trial trial) {
    Driver driver = trial.driver();
    Operator operator = new Operator(trial.cluster(), seed);
    if (!Waiting.until(PATIENCE, () -> operator.versions() >= 2)) {
      trial.wrong("fewer than two versions were registered");
      kills = 0;
    }
    Random random = new Random(seed);
    List<ServicePart> replicas = trial.cluster().services(ServiceKind.INFERENCE);
    for (int number = 1; number <= kills; number++) {
      kill(
          number,
          promote(operator, trial),
          replicas.get(random.nextInt(replicas.size())),
          random,
          trial);
    }
    driver.stop();
    trial.progress().say("predictions asked for: %s", driver.takePredicting());
    Books books = trial.account();
    trial.conclude(books.truthLine(), books.line(kills, seed));
  }

  private static int promote(Operator operator, Trial trial) {
    AtomicInteger promoted = new AtomicInteger();
    if (!Waiting.until(
        RECOVERY,
        () -> {
          promoted.set(operator.promotes());
          return promoted.get() > 0;
        })) {
      trial.wrong("no version could be promoted");
    }
    return promoted.get();
  }

  private void kill(int number, int version, Part replica, Random random, Trial trial) {
    Duration after = Duration.ofMillis(random.nextInt(SWAP_MILLIS));
    Waiting.pause(after);
    trial
        .progress()
        .say(
            "strike %d of %d: %s is killed %d ms after version %d was promoted",
            number, kills, replica.name(), after.toMillis(), version);
    replica.kill();
    Waiting.pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
    replica.start();
    if (!Waiting.until(RECOVERY, replica::isUp)) {
      trial.wrong("%s did not come back after strike %d".formatted(replica.name(), number));
    }
  }
}
