package io.millrace.monitoring.judge;

import static io.millrace.monitoring.judge.Said.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Role;
import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRolledBack;
import io.millrace.message.TrafficChanged;
import io.millrace.monitoring.alert.News;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Challenger;
import io.millrace.rollout.Evidence;
import io.millrace.rollout.Traffic;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnforcementTest {

  private static final Instant NOW = Instant.parse("2026-02-02T12:00:00Z");

  private final DecisionsInMemory store = new DecisionsInMemory();
  private final NotesInMemory notes = new NotesInMemory();
  private final Enforcement enforcement = enforcement(notes);

  private Enforcement enforcement(Notes of) {
    return new Enforcement(NAME, of, store, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void register(Enforcement with) {
    with.told(Told.registered(NAME, 1, Rollout.IMMEDIATE), "c");
    with.told(Told.registered(NAME, 2, Told.CANARY), "c");
  }

  private static Verdict verdict(boolean promoted) {
    Evidence evidence = new Evidence(1, 2, 120, 100, null, null, null, 0.9, 1.0, 0);
    return new Verdict(1, 2, promoted, "it is so", evidence, "room/rollout/2/pairs-120", "c-120");
  }

  @Test
  void promotes() {
    register(enforcement);
    notes.keep(verdict(true));

    List<News> news = enforcement.settle();

    assertThat(news)
        .extracting(News::id)
        .containsExactly("room/rollout/2/pairs-120", "room/decision-1/rollout-alert");
    ModelPromoted promoted = (ModelPromoted) news.getFirst().message();
    assertThat(promoted.traffic()).isEqualTo(new Traffic(1, 2, 2, List.of(), List.of()));
    assertThat(promoted.by()).isEqualTo("monitoring-service");
    assertThat(promoted.evidence()).isNotNull();
    assertThat(notes.rollouts().traffic()).isEqualTo(promoted.traffic());
    assertThat(notes.verdicts()).isEmpty();
    assertThat(notes.decisions()).extracting(Made::what).containsExactly(Made.What.PROMOTED);
    assertThat(((Alert) news.getLast().message()).text())
        .isEqualTo("Version 2 answers from here on, decided by monitoring-service: it is so.");
  }

  @Test
  void rollsBack() {
    register(enforcement);
    notes.keep(verdict(false));

    List<News> news = enforcement.settle();

    ModelRolledBack back = (ModelRolledBack) news.getFirst().message();
    assertThat(back.from()).isEqualTo(2);
    assertThat(back.to()).isEqualTo(1);
    assertThat(back.traffic()).isEqualTo(new Traffic(1, 2, 1, List.of(), List.of(2)));
    assertThat(((Alert) news.getLast().message()).severity()).isEqualTo(Alert.Severity.WARNING);
  }

  @Test
  void hearsOfItsOwnDecisionWithoutSayingItAgain() {
    register(enforcement);
    notes.keep(verdict(true));
    ControlMessage made = enforcement.settle().getFirst().message();

    assertThat(enforcement.told(made, "c")).isEmpty();
    assertThat(enforcement.told(Told.registered(NAME, 2, Told.CANARY), "c")).isEmpty();
    assertThat(notes.decisions()).hasSize(1);
  }

  @Test
  void findsItsOwnDecisionAfterItWasKilled() {
    register(enforcement);
    notes.keep(verdict(true));
    List<News> first = enforcement.settle();
    NotesInMemory before = new NotesInMemory();
    Enforcement again = enforcement(before);
    register(again);
    before.keep(verdict(true));

    assertThat(again.settle()).isEqualTo(first);
    assertThat(store.made).hasSize(1);
  }

  @Test
  void losesToAnOperatorAndJudgesAgain() {
    register(enforcement);
    notes.keep(verdict(true));
    Traffic narrower =
        notes.rollouts().traffic().trying(List.of(new Challenger(2, Role.CANARY, 0.01)));
    store.claim(new Decision(1, "op", new TrafficChanged(NAME, "less", "ann", narrower, NOW), "o"));

    List<News> news = enforcement.settle();

    assertThat(news)
        .extracting(News::id)
        .containsExactly("op", "room/rollout/2/pairs-120", "room/decision-2/rollout-alert");
    assertThat(notes.rollouts().traffic().decision()).isEqualTo(2);
    assertThat(notes.rollouts().traffic().champion()).isEqualTo(2);
  }

  @Test
  void dropsAVerdictThatAnOperatorForestalled() {
    register(enforcement);
    notes.keep(verdict(true));
    Traffic without = notes.rollouts().traffic().rolledBack(2, 1);
    store.claim(
        new Decision(
            1, "op", new ModelRolledBack(NAME, 2, 1, "no", "ann", null, without, NOW), "o"));

    enforcement.settle();

    assertThat(store.made).hasSize(1);
    assertThat(notes.verdicts()).isEmpty();
    assertThat(notes.rollouts().traffic()).isEqualTo(without);
  }

  @Test
  void waitsForAStoreThatIsAway() {
    register(enforcement);
    notes.keep(verdict(true));
    store.away = true;
    assertThat(enforcement.settle()).isEmpty();

    store.away = false;

    assertThat(enforcement.settle()).hasSize(2);
  }

  @Test
  void publishesWhatWasClaimedByOneThatWasKilled() {
    register(enforcement);
    Traffic promoted = notes.rollouts().traffic().promoted(2);
    store.claim(
        new Decision(1, "op", new ModelPromoted(NAME, 2, "go", "ann", null, promoted, NOW), "o"));

    assertThat(enforcement.mend())
        .extracting(News::id)
        .containsExactly("op", "room/decision-1/rollout-alert");
    assertThat(enforcement.mend()).isEmpty();
  }

  @Test
  void publishesTheLatestAgainAfterAnEarlierOneOfItsKindCameLate() {
    register(enforcement);
    Traffic first = notes.rollouts().traffic().promoted(2);
    ControlMessage early = new ModelPromoted(NAME, 2, "go", "ann", null, first, NOW);
    ControlMessage late = new ModelPromoted(NAME, 1, "back", "ben", null, first.promoted(1), NOW);
    enforcement.told(early, "c");
    enforcement.told(late, "c");

    List<News> news = enforcement.told(early, "c");

    assertThat(news).extracting(News::message).containsExactly(late);
    assertThat(enforcement.told(late, "c")).isEmpty();
  }

  @Test
  void goesOnAfterWhatAFormerProblemOfTheNameDecided() {
    store.claim(
        new Decision(
            1,
            "former",
            new ModelPromoted(
                NAME, 7, "go", "ann", null, Traffic.NONE.promoted(7), NOW.minusSeconds(60)),
            "o"));
    notes.began = NOW.minusSeconds(30);
    register(enforcement);
    notes.keep(verdict(true));

    List<News> news = enforcement.settle();

    assertThat(news).hasSize(2);
    assertThat(((ModelPromoted) news.getFirst().message()).traffic())
        .isEqualTo(new Traffic(2, 2, 2, List.of(), List.of()));
  }

  @Test
  void forgetsTrialsOfVersionsThatALaterOneTookThePlaceOf() {
    register(enforcement);
    notes.keep(Trial.start(1, 1, 2));

    enforcement.told(Told.registered(NAME, 3, Told.CANARY), "c");

    assertThat(notes.trials()).isEmpty();
  }
}
