package io.millrace.ingestion.problems;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingestion.accept.Rooms;
import io.millrace.message.ControlMessage;
import io.millrace.message.ProblemApplied;
import io.millrace.message.ProblemDeleted;
import io.millrace.problem.ProblemError;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");
  private static final Map<String, Object> ONE = Rooms.definition("rooms", "classification");
  private static final Map<String, Object> OTHER = Rooms.definition("rooms", "regression");

  private final List<ControlMessage> published = new ArrayList<>();
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private final Problems problems = problems();

  private Problems problems() {
    return new Problems(
        new Versions(blobs), (message, _) -> published.add(message), Clock.systemUTC());
  }

  @Test
  void countsVersionsAndKeepsTheOneThatStandsAlready() {
    assertThat(problems.state(ROOMS, ONE, "c")).isEqualTo(new Stated.Published(1, true));
    assertThat(problems.state(ROOMS, ONE, "c")).isEqualTo(new Stated.Unchanged(1));
    assertThat(problems.state(ROOMS, OTHER, "c")).isEqualTo(new Stated.Published(2, false));

    assertThat(published).extracting(m -> ((ProblemApplied) m).version()).containsExactly(1L, 2L);
    assertThat(problems.find(ROOMS)).map(VersionedProblem::version).hasValue(2L);
  }

  @Test
  void anotherOrderOfFeaturesIsAnotherVersion() {
    Map<String, Object> features = new LinkedHashMap<>(Map.of("b", "number"));
    features.put("a", "number");
    Map<String, Object> before = definition(features);
    Map<String, Object> now = definition(new LinkedHashMap<>(features).reversed());

    problems.state(ROOMS, before, "c");

    assertThat(problems.state(ROOMS, now, "c")).isEqualTo(new Stated.Published(2, false));
  }

  @Test
  void refusesAFileOfAnotherName() {
    Stated stated = problems.state(new ProblemName("halls"), ONE, "c");

    assertThat(stated)
        .isEqualTo(
            new Stated.Refused(
                List.of(
                    new ProblemError(
                        "problem", "rooms", "halls, the name in the address it is sent to"))));
    assertThat(published).isEmpty();
  }

  @Test
  void refusesAMalformedFileWithAllItsErrors() {
    Stated stated = problems.state(ROOMS, Map.of("problem", "rooms", "define", 3), "c");

    assertThat(((Stated.Refused) stated).errors()).hasSizeGreaterThan(1);
  }

  @Test
  void anEchoOfAnOwnDeletionDoesNotTakeAwayWhatWasStatedSince() {
    problems.state(ROOMS, ONE, "c");
    assertThat(problems.delete(ROOMS, "c")).isTrue();
    assertThat(problems.find(ROOMS)).isEmpty();
    assertThat(problems.state(ROOMS, ONE, "c")).isEqualTo(new Stated.Published(2, true));

    problems.applied(new VersionedProblem(Rooms.classification(), 1, ONE));
    problems.deleted(ROOMS);

    assertThat(problems.find(ROOMS)).map(VersionedProblem::version).hasValue(2L);
    assertThat(published.get(1)).isInstanceOf(ProblemDeleted.class);
  }

  @Test
  void aProblemStatedAnewAfterItsDeletionAndARestartGoesOnCounting() {
    problems.state(ROOMS, ONE, "c");
    problems.state(ROOMS, OTHER, "c");
    problems.delete(ROOMS, "c");
    Problems restarted = problems();
    restarted.deleted(ROOMS);

    assertThat(restarted.state(ROOMS, ONE, "c")).isEqualTo(new Stated.Published(3, true));
  }

  @Test
  void twoInstancesNeverGiveTheSameVersion() {
    Problems other = problems();

    assertThat(problems.state(ROOMS, ONE, "c")).isEqualTo(new Stated.Published(1, true));
    assertThat(other.state(ROOMS, OTHER, "c")).isEqualTo(new Stated.Published(2, true));
  }

  @Test
  void findsTheFirstFreeVersionWithFewQuestions() {
    for (int version = 1; version <= 500; version++) {
      assertThat(new Versions(blobs).claimAfter(ROOMS, version - 1)).isEqualTo(version);
    }

    assertThat(new Versions(blobs).claimAfter(ROOMS, 0)).isEqualTo(501);
  }

  @Test
  void followsWhatOthersState() {
    problems.applied(new VersionedProblem(Rooms.classification(), 7, ONE));

    assertThat(problems.all()).hasSize(1);
    assertThat(problems.state(ROOMS, OTHER, "c")).isEqualTo(new Stated.Published(8, false));

    problems.applied(new VersionedProblem(Rooms.regression(), 8, OTHER));
    problems.deleted(ROOMS);

    assertThat(problems.find(ROOMS)).isEmpty();
    assertThat(problems.delete(ROOMS, "c")).isFalse();
  }

  @Test
  void whatOthersDidBeforeItsOwnIsOlderAndWhatTheyDoAfterwardsCounts() {
    problems.state(ROOMS, ONE, "c");
    problems.applied(new VersionedProblem(Rooms.regression(), 1, OTHER));
    assertThat(problems.find(ROOMS)).map(VersionedProblem::definition).hasValue(ONE);

    problems.applied(new VersionedProblem(Rooms.classification(), 1, ONE));
    problems.applied(new VersionedProblem(Rooms.regression(), 1, OTHER));

    assertThat(problems.find(ROOMS)).map(VersionedProblem::definition).hasValue(OTHER);
  }

  private static Map<String, Object> definition(Map<String, Object> features) {
    return Map.of(
        "problem",
        "rooms",
        "define",
        Map.of("task", "regression", "target", "t"),
        "data",
        Map.of("features", features));
  }
}
