package io.millrace.training.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.decide.Arrived;
import io.millrace.training.store.TargetJournal.Target;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetJournalTest {

  private static final ProblemName ROOM = new ProblemName("room");

  private final TargetJournal targets =
      new TargetJournal(new InMemoryBlobStore(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @Test
  void countsNoTruthsAheadOfTheirEvents() {
    Target first = target("Occupancy", new Arrived(1, 100, 80));

    assertThat(first.of(new Arrived(1, 100, 80))).isEqualTo(new Arrived(1, 100, 80));
    assertThat(first.of(new Arrived(2, 200, 350))).isEqualTo(new Arrived(2, 200, 200));
  }

  @Test
  void countsTheTruthsOfANewTargetFromItsStart() {
    Target _ = target("Occupancy", new Arrived(1, 100, 100));
    Target second = target("Windows", new Arrived(2, 200, 150));

    assertThat(second.of(new Arrived(2, 200, 150)).labels()).isZero();
    assertThat(second.of(new Arrived(3, 200, 350)).labels()).isEqualTo(200);
    assertThat(second.of(new Arrived(3, 200, 400)).labels()).isEqualTo(200);
  }

  private Target target(String name, Arrived arrived) {
    return targets.current(ROOM, name, arrived, Optional.empty());
  }
}
