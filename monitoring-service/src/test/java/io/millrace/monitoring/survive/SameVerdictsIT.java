package io.millrace.monitoring.survive;

import static io.millrace.monitoring.survive.Site.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Topics;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * Two problems with the same predictions: of the first a monitor sees all in peace, of the second
 * while monitors are harmed.
 */
class SameVerdictsIT {

  /** So that every slice ends in the middle of a window. */
  private static final int SLICE = 470;

  private static final int SLICES = 5;
  private static final String CALM = "calm";
  private static final String SHAKEN = "shaken";

  private Site site;
  private Monitor first;
  private Monitor second;

  /** The first is the one that works; the second stands by. */
  @BeforeEach
  void seeAllOfOneProblemInPeace() throws Exception {
    site = new Site(Path.of("target", "it", UUID.randomUUID().toString()));
    first = site.monitor("first");
    second = site.monitor("second");
    first.start();
    site.turnTo(CALM);
    for (int number = 0; number < SLICES; number++) {
      slice(number);
    }
    first.awaitHealthy();
    second.start();
    first.awaitCounted(CALM, SLICES * SLICE);
    second.awaitHealthy();
    site.turnTo(SHAKEN);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void aKilledMonitorGivesTheVerdictsOfOneThatWasNot() throws Exception {
    slice(0);
    first.awaitCounted(SHAKEN, WINDOW / 2);
    first.kill();
    slice(1);
    second.awaitCounted(SHAKEN, 2 * SLICE);

    FileSystemUtils.deleteRecursively(first.stateFolder());
    first.start();
    slice(2);
    second.kill();
    first.awaitCounted(SHAKEN, 3 * SLICE);

    second.start();
    slice(3);
    first.kill();
    slice(4);
    second.awaitCounted(SHAKEN, SLICES * SLICE);

    assertSameVerdicts(second);
  }

  @Test
  @Tag("long")
  void aFrozenMonitorAndABrokerThatIsKilledChangeNoVerdict() throws Exception {
    slice(0);
    first.signal("STOP");
    slice(1);
    second.awaitCounted(SHAKEN, 2 * SLICE);
    first.signal("CONT");
    slice(2);
    site.killBroker();
    await()
        .atMost(Monitor.PATIENCE)
        .ignoreExceptions()
        .until(() -> second.health().equals("DOWN") && second.isLive());
    site.startBroker();
    slice(3);
    slice(4);
    first.awaitCounted(SHAKEN, SLICES * SLICE);
    second.awaitCounted(SHAKEN, SLICES * SLICE);
    first.awaitHealthy();
    second.awaitHealthy();

    assertSameVerdicts(first);
    assertThat(Site.answers(second, SHAKEN)).isEqualTo(Site.answers(first, SHAKEN));
  }

  private void assertSameVerdicts(Monitor monitor) {
    assertThat(site.committed(Topics.DRIFT_DETECTED, SHAKEN))
        .isEqualTo(site.committed(Topics.DRIFT_DETECTED, CALM))
        .hasSizeGreaterThanOrEqualTo(4)
        .anyMatch(line -> line.contains("\"CONCEPT\""));
    assertThat(site.committed(Topics.ALERTS, SHAKEN))
        .isEqualTo(site.committed(Topics.ALERTS, CALM))
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(Site.answers(monitor, SHAKEN)).isEqualTo(Site.answers(monitor, CALM));
  }

  private void slice(int number) {
    site.predict(number < 4 ? 1 : 2, SLICE, number == 0 || number == 4 ? 0 : 1.5);
  }
}
