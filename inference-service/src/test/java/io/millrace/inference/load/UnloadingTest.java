package io.millrace.inference.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.scoring.model.Lease;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.test.SmallPackages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnloadingTest {

  private static final ProblemName A = new ProblemName("a");
  private static final ProblemName B = new ProblemName("b");
  private static final ProblemName C = new ProblemName("c");

  @TempDir Path temp;
  private final BlobsInMemory blobs = new BlobsInMemory();
  private final Serving serving = new Serving();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private @Nullable ModelLoader loader;

  @AfterEach
  void stop() {
    if (loader != null) {
      loader.close();
    }
    serving.close();
  }

  @Test
  void unloadsTheProblemThatHasNotBeenAskedForLongest() {
    start(2);
    serve(A, 1);
    serve(B, 1);
    await()
        .untilAsserted(
            () -> {
              assertThat(version(A)).isEqualTo(1);
              assertThat(served(A).quietNanos()).isLessThan(served(B).quietNanos());
            });

    serve(C, 1);

    assertThat(served(A).isLoaded()).isTrue();
    assertThat(served(B).isLoaded()).isFalse();
    assertThat(served(C).isLoaded()).isTrue();
    assertThat(served(B).champion().orElseThrow().loaded()).isFalse();
    assertThat(served(B).versions()).containsExactly(1);
    assertThat(models()).isEqualTo(2);
    assertThat(meters.counter("millrace.models.unloads", "problem", "b").count()).isEqualTo(1);
  }

  @Test
  void loadsAgainOnceForAllWhoAskThoughTheStoreIsAway() throws Exception {
    start(9);
    serve(A, 1);
    served(A).unload();
    assertThat(models()).isZero();
    blobs.away = true;

    List<Future<Integer>> versions = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        versions.add(callers.submit(() -> version(A)));
      }
    }

    for (Future<Integer> version : versions) {
      assertThat(version.get()).isEqualTo(1);
    }
    assertThat(reloads(A)).isEqualTo(1);
    assertThat(models()).isEqualTo(1);
  }

  @Test
  void aCallThatRunsKeepsTheModelItHas() {
    start(9);
    serve(A, 1);
    Lease<ServedModel> held = served(A).acquire().orElseThrow();
    ScoringModel model = held.model().model();

    served(A).unload();

    assertThat(model.score(SmallPackages.rows(1)).rows()).isEqualTo(1);
    assertThat(models()).isEqualTo(1);
    held.close();
    assertThat(models()).isZero();
    assertThatThrownBy(() -> model.score(SmallPackages.rows(1))).hasMessageContaining("closed");
  }

  @Test
  void aModelThatIsLargerThanTheBoundServesAllTheSame() {
    start(0);
    serve(A, 1);
    serve(B, 1);

    for (int i = 0; i < 2; i++) {
      assertThat(version(A)).isEqualTo(1);
      assertThat(models()).isEqualTo(1);
      assertThat(version(B)).isEqualTo(1);
      assertThat(models()).isEqualTo(1);
    }
  }

  @Test
  void versionsOfOneProblemAreNotUnloadedForEachOther() {
    start(1);
    serve(A, 1);
    loader.registered(store(A, 2, Rollout.shadow(1)));
    await().until(() -> served(A).versions().size() == 2);

    assertThat(models()).isEqualTo(2);

    serve(B, 1);
    assertThat(models()).isEqualTo(1);
    try (Cast cast = served(A).acquireAll().orElseThrow()) {
      assertThat(cast.lead().version()).isEqualTo(1);
    }
    await().until(() -> challengers(A) == 1);
    assertThat(served(B).isLoaded()).isFalse();
  }

  @Test
  void aVersionThatIsNamedIsWaitedFor() {
    start(9);
    serve(A, 1);
    loader.registered(store(A, 2, Rollout.canary(0.5)));
    await().until(() -> served(A).versions().size() == 2);
    served(A).unload();

    try (Cast cast = served(A).acquire(2).orElseThrow()) {
      assertThat(cast.lead().version()).isEqualTo(2);
    }
    assertThat(served(A).acquire(3)).isEmpty();
  }

  @Test
  void fetchesAPackageThatTheDiskHasLostAsSoonAsTheStoreAnswers() throws Exception {
    start(9);
    serve(A, 1);
    served(A).unload();
    LocalPackages.remove(temp.resolve("cache/a/1"));
    blobs.failuresToCome.set(3);

    assertThat(version(A)).isEqualTo(1);
    assertThat(blobs.failuresToCome).hasValue(0);
  }

  @Test
  void whereAVersionMayNotServeAnyMoreTheOneBeforeDoes() throws Exception {
    start(9);
    serve(A, 1);
    serve(A, 2);
    served(A).unload();
    LocalPackages.remove(temp.resolve("cache/a/2"));
    blobs.delete("problems/a/models/2/model.onnx");
    blobs.create("problems/a/models/2/model.onnx", new byte[] {1});

    assertThat(version(A)).isEqualTo(1);
    assertThat(loader.standing(A).orElseThrow().refused()).containsOnlyKeys(2);
  }

  @Test
  void whoWaitsForAModelIsToldThatItsProblemIsGone() throws Exception {
    start(9);
    serve(A, 1);
    served(A).unload();
    LocalPackages.remove(temp.resolve("cache/a/1"));
    blobs.away = true;
    ServedProblem problem = served(A);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> there = callers.submit(() -> problem.acquire().isPresent());

      loader.deleted(A);

      assertThat(there.get()).isFalse();
    }
  }

  @Test
  void problemsThatDoNotFitTakeTurnsAndTheBoundHolds() throws Exception {
    start(1);
    serve(A, 1);
    serve(B, 1);
    List<Future<Integer>> most = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        most.add(callers.submit(this::askInTurn));
      }
    }
    for (Future<Integer> models : most) {
      assertThat(models.get()).as("in memory at a time").isEqualTo(1);
    }
    assertThat(reloads(A) + reloads(B)).isGreaterThanOrEqualTo(3);
  }

  /** The most models that were in memory meanwhile. */
  private int askInTurn() {
    int most = 0;
    while (reloads(A) + reloads(B) < 3) {
      for (ProblemName problem : List.of(A, B)) {
        try (Cast cast = served(problem).acquireAll().orElseThrow()) {
          assertThat(cast.lead().model().score(SmallPackages.rows(1, 900)).rows()).isEqualTo(2);
          most = Math.max(most, models());
        }
      }
    }
    return most;
  }

  /**
   * @param room for how many small models
   */
  private void start(int room) {
    long each = ModelMemory.reckoned(SmallPackages.write(temp.resolve("x"), A, 1));
    loader =
        new ModelLoader(
            blobs,
            temp.resolve("cache"),
            serving,
            new ModelMemory(room * each + 100, serving, meters),
            (_, _) -> {},
            meters,
            Clock.systemUTC(),
            Duration.ofMillis(10));
  }

  private void serve(ProblemName problem, int version) {
    loader.stated(problem);
    loader.registered(store(problem, version, Rollout.IMMEDIATE));
    await()
        .until(
            () ->
                serving
                    .find(problem)
                    .map(ServedProblem::versions)
                    .filter(List.of(version)::equals)
                    .isPresent());
  }

  private RegisteredModel store(ProblemName problem, int version, Rollout rollout) {
    Path dir = temp.resolve("made").resolve(problem.value()).resolve(Integer.toString(version));
    ModelPackage made = SmallPackages.write(dir, problem, version);
    String path = "problems/%s/models/%d".formatted(problem, version);
    blobs.createAll(path, dir);
    return new RegisteredModel(problem, version, path, made.manifestDigest(), "c", rollout);
  }

  private ServedProblem served(ProblemName problem) {
    return serving.find(problem).orElseThrow();
  }

  private int version(ProblemName problem) {
    try (Lease<ServedModel> lease = served(problem).acquire().orElseThrow()) {
      return lease.model().version();
    }
  }

  private int challengers(ProblemName problem) {
    try (Cast cast = served(problem).acquireAll().orElseThrow()) {
      return cast.challengers().size();
    }
  }

  private double reloads(ProblemName problem) {
    return meters.counter("millrace.models.reloads", "problem", problem.value()).count();
  }

  private int models() {
    return (int) meters.get("millrace.models.loaded").gauge().value();
  }
}
