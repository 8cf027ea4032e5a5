package io.millrace.training.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.DriftDetected;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewestTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant ONE = NOON.plusSeconds(3600);
  private static final Instant TWO = NOON.plusSeconds(7200);

  @Test
  void aDriftOfTheNewestVersionIsOpen() {
    assertThat(new Newest(1, TWO, List.of()).open(List.of(drift(1, NOON, ONE))))
        .containsExactly(drift(1, NOON, ONE));
  }

  @Test
  void aDriftOfAnEarlierVersionIsMootOnceTheNewestHasSeenItsWindow() {
    assertThat(new Newest(2, ONE, List.of()).open(List.of(drift(1, NOON, ONE)))).isEmpty();
  }

  @Test
  void aDriftNoticedWhileAnotherVersionWasMadeOfOlderRowsIsOpenStill() {
    OpenDrift drift = drift(1, ONE, TWO);

    assertThat(new Newest(2, NOON, List.of()).open(List.of(drift))).containsExactly(drift);
  }

  @Test
  void aDriftThatAVersionWasMadeToAnswerIsMootHoweverFewLabelsHadCome() {
    OpenDrift drift = drift(1, ONE, TWO);

    assertThat(new Newest(2, NOON, List.of(drift)).open(List.of(drift))).isEmpty();
  }

  @Test
  void theEarliestChangeComesFirst() {
    OpenDrift early = drift(1, NOON, ONE);
    OpenDrift late = drift(1, ONE, TWO);

    assertThat(new Newest(1, NOON, List.of()).open(List.of(late, early)))
        .containsExactly(early, late);
  }

  @Test
  void whatAnEarlierMillraceKeptIsOpenForItsVersionOnly() {
    OpenDrift kept = drift(1, NOON, null);

    assertThat(new Newest(1, TWO, List.of()).open(List.of(kept))).containsExactly(kept);
    assertThat(new Newest(2, NOON, List.of()).open(List.of(kept))).isEmpty();
  }

  private static OpenDrift drift(int version, Instant since, @Nullable Instant until) {
    return new OpenDrift(version, DriftDetected.Kind.DATA, since, until, "humidity moved", "c-1");
  }
}
