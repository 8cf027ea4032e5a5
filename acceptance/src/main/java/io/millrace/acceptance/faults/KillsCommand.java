package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.account.Books;
import io.millrace.acceptance.faults.account.ModelShelf;
import io.millrace.acceptance.faults.drive.Driver;
import io.millrace.acceptance.faults.drive.EventSource;
import io.millrace.acceptance.faults.part.Cluster;
import io.millrace.acceptance.faults.part.Progress;
import io.millrace.acceptance.faults.part.ServicePart;
import io.millrace.acceptance.faults.part.Waiting;
import io.millrace.acceptance.faults.plan.Blow;
import io.millrace.acceptance.faults.plan.Schedule;
import io.millrace.acceptance.faults.plan.Siege;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills parts at random under load, and accounts for every event. */
@Command(
    name = "kills",
    description =
        "Kills parts at random while devices send, and accounts for every event by its id. Ends"
            + " with 0 only if nothing is missing and nothing is doubled.")
final class KillsCommand implements Callable<Integer> {

  private static final Duration HEALTHY = Duration.ofSeconds(60);

  @Mixin private final Options options = new Options();

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "How often something is killed (default: ${DEFAULT-VALUE}); parts that are frozen or cut"
              + " off come on top.")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Replays a schedule (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of each service (default: ${DEFAULT-VALUE}).")
  private int instances;

  @Option(
      names = "--mean",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description =
          "Mean time between two strikes (default: ${DEFAULT-VALUE}); they wait for the machine"
              + " anyway.")
  private double mean;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many parts may be down or starting (default: ${DEFAULT-VALUE}).")
  private int atOnce;

  @Option(
      names = "--resend",
      description = "Send what was not acknowledged again, as devices do, with the same ids.")
  private boolean resend;

  @Override
  public Integer call() throws IOException {
    return Trial.run(options, new Trial.Cast(instances, seed, resend), this::run);
  }

  private void run(Trial trial) {
    Cluster cluster = trial.cluster();
    Driver driver = trial.driver();
    Progress progress = trial.progress();
    Schedule schedule = schedule(cluster);
    Siege siege = new Siege(cluster, atOnce, progress);
    siege.carryOut(schedule);
    driver.stop();
    progress.say("sent %d events; answers: %s", driver.ledger().sent(), driver.takeHistogram());
    progress.say("predictions asked for: %s", driver.takePredicting());
    trial.wrong(siege.failures());
    trial.wrong(unhealthy(cluster));
    Books books = trial.account();
    ModelShelf shelf =
        ModelShelf.of(cluster.store(), EventSource.PROBLEM, cluster.folders().copies());
    trial.wrong(shelf.faults());
    if (shelf.versions() == 0) {
      trial.wrong("no model was registered");
    }
    trial.conclude(
        "models=%d frozen=%d cut-off=%d %s"
            .formatted(
                shelf.versions(),
                schedule.count(Blow.FREEZE),
                schedule.count(Blow.CUT),
                books.truthLine()),
        books.line(schedule.count(Blow.KILL), seed));
  }

  private Schedule schedule(Cluster cluster) {
    boolean storeCanDie = cluster.store().pid().isPresent();
    Duration gap = Duration.ofMillis(Math.round(mean * 1000));
    return Schedule.of(seed, kills, storeCanDie, instances, gap);
  }

  private static List<String> unhealthy(Cluster cluster) {
    List<String> faults = new ArrayList<>();
    for (ServicePart service : cluster.services()) {
      if (!Waiting.until(HEALTHY, service::isUp)) {
        faults.add("%s is not healthy: %s".formatted(service.name(), service.health().says()));
      }
    }
    return faults;
  }
}
