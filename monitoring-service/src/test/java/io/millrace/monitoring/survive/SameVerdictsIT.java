package io.millrace.monitoring.survive;

import static io.millrace.monitoring.survive.Site.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Two monitors see the same predictions; one of them is left in peace. */
@Tag("long")
class SameVerdictsIT {

  /** So that every slice ends in the middle of a window. */
  private static final int SLICE = 470;

  private static final String PROBLEM = "office";
  private static final Path FOLDER = Path.of("target", "it", UUID.randomUUID().toString());

  @Test
  void aKilledMonitorGivesTheVerdictsOfOneThatWasNot() throws Exception {
    try (Site calm = new Site(FOLDER.resolve("calm"));
        Site shaken = new Site(FOLDER.resolve("shaken"))) {
      calm.turnTo(PROBLEM);
      shaken.turnTo(PROBLEM);
      Monitor undisturbed = calm.monitor("undisturbed");
      undisturbed.start();
      shake(shaken);
      for (int slice = 0; slice < 7; slice++) {
        slice(calm, slice);
      }
      undisturbed.awaitHealthy();
      undisturbed.awaitCounted(PROBLEM, 7 * SLICE);

      assertThat(shaken.committed(Topics.DRIFT_DETECTED))
          .isEqualTo(calm.committed(Topics.DRIFT_DETECTED))
          .hasSizeGreaterThanOrEqualTo(3);
      assertThat(shaken.committed(Topics.ALERTS))
          .isEqualTo(calm.committed(Topics.ALERTS))
          .hasSizeGreaterThanOrEqualTo(3);
      assertThat(answers).isEqualTo(calm.answers(undisturbed));
      assertThat(answersOfTheOther).isEqualTo(answers);
    }
  }

  private String answers = "";
  private String answersOfTheOther = "";

  private void shake(Site site) throws Exception {
    Monitor first = site.monitor("first");
    Monitor second = site.monitor("second");

    first.start();
    first.awaitHealthy();
    slice(site, 0);
    first.awaitCounted(PROBLEM, WINDOW / 2);
    first.kill();
    slice(site, 1);
    first.start();
    first.awaitCounted(PROBLEM, 2 * SLICE);
    slice(site, 2);
    first.kill();
    FileSystemUtils.deleteRecursively(first.stateFolder());
    first.start();
    first.awaitCounted(PROBLEM, 3 * SLICE);

    second.start();
    second.awaitHealthy();
    slice(site, 3);
    first.kill();
    second.awaitCounted(PROBLEM, 4 * SLICE);

    first.start();
    first.awaitHealthy();
    slice(site, 4);
    second.signal("STOP");
    first.awaitCounted(PROBLEM, 5 * SLICE);
    second.signal("CONT");
    slice(site, 5);
    site.killBroker();
    await()
        .atMost(Monitor.PATIENCE)
        .ignoreExceptions()
        .until(() -> first.health().equals("DOWN") && first.isLive());
    site.startBroker();
    slice(site, 6);
    first.awaitCounted(PROBLEM, 7 * SLICE);
    second.awaitCounted(PROBLEM, 7 * SLICE);
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> first.health().equals("UP") && second.health().equals("UP"));
    answers = site.answers(first);
    answersOfTheOther = site.answers(second);
  }

  private static void slice(Site site, int number) {
    site.predict(number < 4 ? 1 : 2, SLICE, number == 0 || number == 4 ? 0 : 1.5);
  }
}
