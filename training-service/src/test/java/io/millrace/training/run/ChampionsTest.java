package io.millrace.training.run;

import static io.millrace.training.HandMade.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Problem;
import io.millrace.rollout.Traffic;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.rollout.DecidedTraffic;
import io.millrace.training.HandMade;
import io.millrace.training.Operator;
import io.millrace.training.Problems;
import io.millrace.training.register.ModelStore;
import io.millrace.training.register.ModelStore.Stored;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChampionsTest {

  private static final String PROBLEM =
      """
      {'problem': 'room', 'define': {'task': 'regression', 'target': '%s'},
       'data': {'features': {'light': 'number'}}, 'deploy': {'rollout': %s}}""";

  private static final String IMMEDIATE = "'immediate'";
  private static final String CANARY = "{'canary': '10%'}";
  private static final String SHADOW = "{'shadow': '50%'}";
  private static final String MANUAL = "'manual'";

  @TempDir Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();

  @Test
  void theNewestAnswersWhereNothingWasDecided() {
    made(IMMEDIATE, IMMEDIATE);

    assertRanked(2, 2);
  }

  @Test
  void versionsOfBeforeThereWereRolloutsCameIntoUseAtOnce() {
    new ModelStore(blobs, folder).add(ROOM, new HandMade("run-1", 1));
    new ModelStore(blobs, folder).add(ROOM, new HandMade("run-2", 1));

    assertRanked(2, 2);
  }

  @Test
  void aChallengerIsNotComparedWith() {
    made(IMMEDIATE, IMMEDIATE, CANARY, SHADOW, MANUAL);

    assertRanked(2, 5);
  }

  @Test
  void theFirstOfAllAnswersThoughItCameAsACanary() {
    made(CANARY, CANARY);

    assertRanked(1, 2);
  }

  @Test
  void onceItIsPromotedItIs() {
    made(IMMEDIATE, CANARY, CANARY);
    decide(traffic(3, 1).promoted(2));

    assertRanked(2, 3);
  }

  @Test
  void aVersionThatWasRolledBackCountsNoMore() {
    made(IMMEDIATE, IMMEDIATE, IMMEDIATE);
    decide(traffic(3, 3).rolledBack(3, 2));

    assertRanked(2, 2);
    assertThat(ranked().rolledBack()).containsExactly(3);
  }

  @Test
  void aVersionRegisteredSinceTheLatestDecisionComesInByItsOwnRollout() {
    made(IMMEDIATE, IMMEDIATE, IMMEDIATE, CANARY);
    decide(traffic(2, 2).rolledBack(2, 1));

    assertRanked(3, 4);
  }

  @Test
  void whereTheChampionIsUnsoundTheOneBeforeItIsComparedWithThatWasNotRolledBack() {
    made(IMMEDIATE, IMMEDIATE, IMMEDIATE, CANARY);
    decide(traffic(2, 2).rolledBack(2, 1));
    decide(new Traffic(2, 4, 3, List.of(), List.of(2)));
    blobs.delete("problems/room/runs/run-3/package/model.onnx");

    assertRanked(1, 4);
  }

  @Test
  void whereNoneAnswersTheNewestIsComparedWith() {
    made(MANUAL, MANUAL);

    assertRanked(2, 2);
  }

  @Test
  void thereIsNoneWhereAllWereRolledBackOrAnswerSomethingElse() {
    made(IMMEDIATE);
    assertThat(champions().rank(problem("temperature"), List.of(1)).champion()).isEmpty();

    decide(traffic(1, 1).rolledBack(1, 0));
    assertThat(ranked().champion()).isEmpty();
    assertThat(ranked().newest()).isEmpty();
  }

  private void made(String... rollouts) {
    for (int i = 1; i <= rollouts.length; i++) {
      Map<String, Object> definition = Problems.tree(PROBLEM.formatted("count", rollouts[i - 1]));
      new ModelStore(blobs, folder).add(ROOM, new HandMade("run-" + i, 1, definition));
    }
  }

  private static Traffic traffic(int through, int champion) {
    return new Traffic(0, through, champion, List.of(), List.of());
  }

  private void decide(Traffic traffic) {
    Operator.decides(blobs, ROOM, traffic);
  }

  private void assertRanked(int champion, int newest) {
    Champions.Ranked ranked = ranked();
    assertThat(version(ranked.champion())).isEqualTo(champion);
    assertThat(version(ranked.newest())).isEqualTo(newest);
  }

  private Champions.Ranked ranked() {
    return champions().rank(problem("count"), new ModelStore(blobs, folder).versions(ROOM));
  }

  private Champions champions() {
    return new Champions(new ModelStore(blobs, folder), new DecidedTraffic(blobs));
  }

  private static Problem problem(String target) {
    return Problems.read(PROBLEM.formatted(target, IMMEDIATE));
  }

  private static int version(Optional<Stored> stored) {
    return stored.orElseThrow().manifest().version();
  }
}
