package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.account.Bookkeeping;
import io.millrace.acceptance.faults.account.Books;
import io.millrace.acceptance.faults.drive.Driver;
import io.millrace.acceptance.faults.part.Cluster;
import io.millrace.acceptance.faults.part.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run: the parts, the devices that send to them, and what was wrong. */
final class Trial {

  private final Cluster cluster;
  private final Driver driver;
  private final Progress progress;
  private final List<String> faults = new ArrayList<>();

  private Trial(Cluster cluster, Driver driver, Progress progress) {
    this.cluster = cluster;
    this.driver = driver;
    this.progress = progress;
  }

  /**
   * Who sends to how many.
   *
   * @param instances of each service
   * @param seed of the events
   * @param resend whether what was not acknowledged is sent again
   */
  record Cast(int instances, long seed, boolean resend) {}

  /** What a command does while devices send, and how it ends. */
  interface Course {
    void run(Trial trial) throws IOException;
  }

  /**
   * Starts everything, lets devices send, and leaves nothing behind when all went well.
   *
   * @return the exit code
   */
  static int run(Options options, Cast cast, Course course) throws IOException {
    Progress progress = new Progress(System.out);
    Path home = options.home();
    boolean well;
    try (Cluster cluster = Cluster.start(options.cluster(home, cast.instances()), progress)) {
      Driver driver = new Driver(cluster, cast.seed(), cast.resend());
      driver.start(options.rate, progress);
      Trial trial = new Trial(cluster, driver, progress);
      course.run(trial);
      well = trial.faults.isEmpty();
    }
    options.tidy(home, well);
    if (!well) {
      progress.say("logs and data are kept in %s", home);
    }
    return well ? 0 : 1;
  }

  Cluster cluster() {
    return cluster;
  }

  Driver driver() {
    return driver;
  }

  Progress progress() {
    return progress;
  }

  /** Each in a sentence. */
  void wrong(List<String> found) {
    faults.addAll(found);
  }

  void wrong(String found) {
    faults.add(found);
  }

  /** Waits until nothing more comes, and says what became of every event. */
  Books account() {
    try (Bookkeeping bookkeeping = new Bookkeeping(cluster, driver.ledger(), progress)) {
      Books books = bookkeeping.settle();
      books.show(progress);
      faults.addAll(books.faults());
      return books;
    }
  }

  /**
   * Says what was wrong, and then how it ended.
   *
   * @param lines the last ones
   */
  void conclude(String... lines) {
    faults.addAll(cluster.fallen());
    faults.addAll(driver.refusals());
    faults.forEach(fault -> progress.result("wrong: %s", fault));
    List.of(lines).forEach(progress::result);
  }
}
