package io.millrace.inference.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.event.Role;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Traffic;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Golden.GoldenRow;
import io.millrace.scoring.model.Lease;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageJson;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.test.SmallPackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLoaderTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");

  @TempDir Path temp;
  private final BlobsInMemory blobs = new BlobsInMemory();
  private final Serving serving = new Serving();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final List<String> changes = new CopyOnWriteArrayList<>();
  private volatile boolean brokerAway;
  private ModelLoader loader;

  @BeforeEach
  void start() {
    serving.onChange(
        new Serving.Listener() {
          @Override
          public void started(ServedProblem problem) {
            changes.add("started");
          }

          @Override
          public void stopping(ServedProblem problem) {
            changes.add("stopping " + problem.acquire().map(ModelLoaderTest::version).orElse(0));
          }
        });
    loader = loader();
  }

  @AfterEach
  void stop() {
    loader.close();
    serving.close();
  }

  @Test
  void serves() {
    loader.stated(ROOMS);
    loader.registered(model(1));

    awaitVersion(1);
    assertThat(changes).containsExactly("started");
  }

  @Test
  void loadsOnlyTheNewestOfABurst() {
    RegisteredModel two = model(2);
    RegisteredModel three = model(3);
    RegisteredModel one = model(1);
    loader.stated(ROOMS);
    List.of(two, three, one).forEach(loader::registered);

    awaitVersion(3);
    assertThat(blobs.listings).as("of one package: manifest and files").hasValue(2);
  }

  @Test
  void replacesTheOldButNeverTheNewer() {
    loader.stated(ROOMS);
    loader.registered(model(2));
    awaitVersion(2);

    loader.registered(model(1));
    loader.registered(model(3));

    awaitVersion(3);
    assertThat(serving.find(ROOMS).orElseThrow().earlier())
        .extracting(ServedProblem.Earlier::version)
        .containsExactly(2);
    assertThat(changes).containsExactly("started");
    assertThat(temp.resolve("cache/rooms")).isDirectoryContaining(path -> path.endsWith("3"));

    loader.registered(model(4));
    awaitVersion(4);
    loader.registered(model(5));
    awaitVersion(5);
    await()
        .untilAsserted(
            () ->
                assertThat(kept())
                    .as("what serves, and what it replaced")
                    .containsExactly("4", "5"));
  }

  @Test
  void keepsWhatServesWhereAPackageIsNotWhatWasRegistered() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    awaitVersion(1);
    RegisteredModel two = model(2);
    blobs.delete(two.path() + "/model.onnx");
    blobs.create(two.path() + "/model.onnx", new byte[] {1, 2, 3});

    loader.registered(two);

    await().until(() -> !refused.isEmpty());
    assertThat(refused).singleElement().asString().contains("2: the digest of model.onnx is");
    assertThat(version()).isEqualTo(1);
    assertThat(blobs.listings).as("tried once each").hasValue(4);
    assertThat(kept()).containsExactly("1");
  }

  @Test
  void refusesAPackageThatIsNotThere() {
    loader.stated(ROOMS);
    loader.registered(new RegisteredModel(ROOMS, 1, "problems/rooms/models/77", "sha256:0", "c"));

    await().until(() -> !refused.isEmpty());
    assertThat(refused).containsExactly("1: manifest.json is missing");
  }

  @Test
  void refusesAModelThatDoesNotReproduceItsGoldenRows() {
    GoldenRow row = SmallPackages.golden().rows().getFirst();
    Golden wrong =
        new Golden(List.of(new GoldenRow(row.values(), row.time(), new double[] {0.1, 0.9})));
    loader.stated(ROOMS);
    loader.registered(model(1, "a", wrong));

    await().until(() -> !refused.isEmpty());
    assertThat(refused).singleElement().asString().contains("golden row 0");
  }

  @Test
  void refusesAnotherProblemsPackage() {
    ModelPackage written = SmallPackages.write(temp.resolve("x"), new ProblemName("other"), 1);
    blobs.createAll("problems/rooms/models/x", temp.resolve("x"));
    loader.stated(ROOMS);
    loader.registered(
        new RegisteredModel(ROOMS, 1, "problems/rooms/models/x", written.manifestDigest(), "c"));

    await().until(() -> !refused.isEmpty());
    assertThat(refused).containsExactly("1: the package is of version 1 of other");
  }

  @Test
  void aPackageFromAnotherEnvironmentServesUnderTheNumberThatItHasHere() {
    ModelPackage written = SmallPackages.write(temp.resolve("x"), ROOMS, 21);
    blobs.createAll("problems/rooms/models/1", temp.resolve("x"));
    RegisteredModel promoted =
        new RegisteredModel(
            ROOMS,
            1,
            "problems/rooms/models/1",
            written.manifestDigest(),
            "c",
            Rollout.IMMEDIATE,
            21);
    loader.stated(ROOMS);

    loader.registered(promoted);

    awaitVersion(1);
    restart();
    loader.stated(ROOMS);
    loader.registered(promoted);
    awaitVersion(1);
    assertThat(refused).isEmpty();
  }

  @Test
  void refusesAPackageThatHasAnotherNumberForNoReason() {
    ModelPackage written = SmallPackages.write(temp.resolve("x"), ROOMS, 21);
    blobs.createAll("problems/rooms/models/1", temp.resolve("x"));
    loader.stated(ROOMS);
    loader.registered(
        new RegisteredModel(ROOMS, 1, "problems/rooms/models/1", written.manifestDigest(), "c"));

    await().until(() -> !refused.isEmpty());
    assertThat(refused).containsExactly("1: the package is of version 21 of rooms");
  }

  @Test
  void fallsBackToTheNewestSoundOneWhereNothingServes() {
    RegisteredModel one = model(1);
    RegisteredModel broken =
        new RegisteredModel(ROOMS, 2, "problems/rooms/models/78", "sha256:0", "c");
    loader.stated(ROOMS);
    loader.registered(one);
    loader.registered(broken);

    awaitVersion(1);
    assertThat(refused).hasSize(1);
  }

  @Test
  void asksAStoreThatDoesNotAnswerAgain() {
    blobs.failuresToCome.set(2);
    loader.stated(ROOMS);
    loader.registered(model(1));

    awaitVersion(1);
    assertThat(refused).isEmpty();
  }

  @Test
  void doesNotGiveUpAModelBecauseTheStoreIsAwayForLong() {
    blobs.failuresToCome.set(7);
    loader.stated(ROOMS);
    loader.registered(model(1));

    awaitVersion(1);
    assertThat(refused).isEmpty();
    assertThat(blobs.listings).hasValue(9);
  }

  @Test
  void loadsNothingForAProblemThatIsNotStated() {
    loader.registered(model(1));
    ProblemName other = new ProblemName("other");
    ModelPackage written = SmallPackages.write(temp.resolve("other"), other, 1);
    blobs.createAll("problems/other/models/1", temp.resolve("other"));
    loader.stated(other);
    loader.registered(
        new RegisteredModel(other, 1, "problems/other/models/1", written.manifestDigest(), "c"));
    await().until(() -> serving.find(other).isPresent());

    assertThat(serving.find(ROOMS)).isEmpty();

    loader.stated(ROOMS);
    awaitVersion(1);
  }

  @Test
  void takesAModelAwayWithItsProblemAndServesItAgainWhenTheProblemComesBack() {
    loader.stated(ROOMS);
    loader.registered(model(5));
    awaitVersion(5);

    loader.deleted(ROOMS);
    await().until(() -> serving.find(ROOMS).isEmpty());
    assertThat(changes).containsExactly("started", "stopping 5");

    loader.stated(ROOMS);
    awaitVersion(5);

    loader.registered(model(6));
    awaitVersion(6);
  }

  @Test
  void servesFromItsOwnDiskWhereThePackageIsThere() throws Exception {
    RegisteredModel one = model(1);
    loader.stated(ROOMS);
    loader.registered(one);
    awaitVersion(1);
    loader.close();
    serving.close();

    loader = loader();
    loader.stated(ROOMS);
    loader.registered(one);

    awaitVersion(1);
    assertThat(blobs.listings).hasValue(2);
    assertThat(Files.exists(temp.resolve("cache/rooms/1/manifest.json"))).isTrue();
  }

  @Test
  void servesFromItsOwnDiskWhileTheStoreIsAway() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    awaitVersion(1);
    restart();
    blobs.away = true;

    loader.stated(ROOMS);
    loader.registered(model(1, "models", SmallPackages.golden()));
    loader.registered(model(2));

    awaitVersion(1);
    assertThat(standing().trouble()).get().asString().contains("no answer");

    blobs.away = false;
    awaitVersion(2);
    assertThat(standing().trouble()).isEmpty();
    assertThat(refused).isEmpty();
  }

  @Test
  void tellsOfARefusalOnceWhateverRestartsAndReplicasThereAre() {
    RegisteredModel broken =
        new RegisteredModel(ROOMS, 2, "problems/rooms/models/9", "sha256:0", "c");
    loader.stated(ROOMS);
    loader.registered(model(1));
    loader.registered(broken);
    await().until(() -> refused.size() == 1);
    awaitVersion(1);

    restart();
    loader.stated(ROOMS);
    loader.registered(model(1, "models", SmallPackages.golden()));
    loader.registered(broken);
    awaitVersion(1);
    loader.registered(broken);
    loader.registered(new RegisteredModel(ROOMS, 3, "problems/rooms/models/9", "sha256:0", "c"));

    await().until(() -> refused.size() == 2);
    assertThat(refused)
        .containsExactly("2: manifest.json is missing", "3: manifest.json is missing");
    await().untilAsserted(() -> assertThat(standing().refused()).containsOnlyKeys(2, 3));
    assertThat(version()).as("the newest sound one, after a restart too").isEqualTo(1);
  }

  @Test
  void refusesAPackageWhoseFilesAreSaidToLieElsewhere() {
    for (String files : List.of("problems/other/models/1", "problems/rooms/../other", "/etc")) {
      Manifest manifest = SmallPackages.manifest(ROOMS, 1).withFiles(files);
      byte[] json = PackageJson.write(manifest);
      String path = "problems/rooms/models/" + Digest.of(json).substring(7, 20);
      blobs.create(path + "/manifest.json", json);
      loader.stated(ROOMS);
      loader.registered(new RegisteredModel(ROOMS, 1, path, Digest.of(json), "c"));

      await().until(() -> refused.stream().anyMatch(reason -> reason.contains("'" + files + "'")));
    }
  }

  @Test
  void asksForNothingOutsideItsProblem() {
    loader.stated(ROOMS);
    loader.registered(new RegisteredModel(ROOMS, 1, "problems/other/models/1", "sha256:0", "c"));
    await().until(() -> refused.size() == 1);
    loader.registered(new RegisteredModel(ROOMS, 2, "../../etc", "sha256:0", "c"));
    await().until(() -> refused.size() == 2);

    assertThat(blobs.listings).hasValue(0);
  }

  @Test
  void loadsAPackageWhoseFilesLieElsewhereInItsProblem() throws Exception {
    Path dir = temp.resolve("apart");
    SmallPackages.write(dir, ROOMS, 1);
    String files = "problems/rooms/runs/r-1/package";
    Manifest manifest =
        PackageJson.read(Files.readAllBytes(dir.resolve("manifest.json")), Manifest.class)
            .withFiles(files);
    byte[] json = PackageJson.write(manifest);
    for (String name : ModelPackage.CONTENTS) {
      blobs.create(files + "/" + name, dir.resolve(name));
    }
    blobs.create("problems/rooms/models/1/manifest.json", json);
    loader.stated(ROOMS);
    loader.registered(
        new RegisteredModel(ROOMS, 1, "problems/rooms/models/1", Digest.of(json), "c"));

    awaitVersion(1);
  }

  @Test
  void refusesAProgramWhereThereIsNoPyTorchToRunIt() {
    Path dir = temp.resolve("program");
    ModelPackage written = SmallPackages.writeProgram(dir, ROOMS, 1, new byte[] {1, 2, 3});
    blobs.createAll("problems/rooms/models/1", dir);
    loader.stated(ROOMS);
    loader.registered(
        new RegisteredModel(ROOMS, 1, "problems/rooms/models/1", written.manifestDigest(), "c"));

    await().until(() -> !refused.isEmpty());
    assertThat(refused)
        .containsExactly("1: it is a TorchScript program, and there is no PyTorch here to run it");
  }

  @Test
  void clearsWhatAKilledProcessBeganToFetch() throws Exception {
    Path partial = Files.createDirectories(temp.resolve("cache/rooms/.3-abc"));
    Files.writeString(partial.resolve("model.onnx"), "half");
    loader.close();

    loader = loader();

    assertThat(partial).doesNotExist();
  }

  @Test
  void forgetsThePackagesOfAProblemThatIsGone() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    awaitVersion(1);
    assertThat(kept()).containsExactly("1");

    loader.deleted(ROOMS);

    await().untilAsserted(() -> assertThat(kept()).isEmpty());
  }

  @Test
  void servesTheNewestSoundOneAgainWhenAProblemComesBack() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    loader.registered(new RegisteredModel(ROOMS, 2, "problems/rooms/models/9", "sha256:0", "c"));
    awaitVersion(1);
    loader.deleted(ROOMS);
    await().until(() -> serving.find(ROOMS).isEmpty());

    loader.stated(ROOMS);

    awaitVersion(1);
  }

  @Test
  void looksAtAVersionAnewThatIsAnnouncedAnew() {
    RegisteredModel one = model(1);
    blobs.delete(one.path() + "/model.onnx");
    loader.stated(ROOMS);
    loader.registered(one);
    await().until(() -> refused.size() == 1);

    blobs.createAll(one.path(), temp.resolve("models/1"));
    loader.registered(one);

    awaitVersion(1);
    assertThat(standing().refused()).isEmpty();
  }

  @Test
  void goesOnLoadingThoughNobodyCanBeTold() {
    brokerAway = true;
    loader.stated(ROOMS);
    loader.registered(new RegisteredModel(ROOMS, 2, "problems/rooms/models/9", "sha256:0", "c"));
    loader.registered(model(1));
    awaitVersion(1);

    loader.registered(model(3));

    awaitVersion(3);
  }

  @Test
  void loadsWhoIsTriedBesideTheChampion() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    loader.registered(model(2, Rollout.canary(0.25)));

    awaitVersions(1, 2);
    assertThat(version()).isEqualTo(1);
    assertThat(serving.find(ROOMS).orElseThrow().tried())
        .singleElement()
        .satisfies(
            tried -> {
              assertThat(tried.version()).isEqualTo(2);
              assertThat(tried.role()).isEqualTo(Role.CANARY);
              assertThat(tried.share()).isEqualTo(0.25);
            });
    assertThat(kept()).containsExactly("1", "2");
  }

  @Test
  void promotesALoadedChallengerWithoutLoadingItAgain() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    loader.registered(model(2, Rollout.canary(0.25)));
    awaitVersions(1, 2);
    blobs.away = true;
    ScoringModel loaded = model(serving.find(ROOMS).orElseThrow().acquire(2).orElseThrow());

    loader.decided(ROOMS, traffic(1, 2));

    awaitVersions(2);
    assertThat(model(serving.find(ROOMS).orElseThrow().acquireAll().orElseThrow()))
        .isSameAs(loaded);
    assertThat(serving.find(ROOMS).orElseThrow().earlier())
        .extracting(ServedProblem.Earlier::version)
        .containsExactly(1);
  }

  @Test
  void closesWhoIsRolledBackAfterItsLastCall() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    loader.registered(model(2, Rollout.shadow(1)));
    awaitVersions(1, 2);
    Cast held = serving.find(ROOMS).orElseThrow().acquireAll().orElseThrow();
    ScoringModel two = held.challengers().getFirst().model().model();

    loader.decided(ROOMS, traffic(1, 1, 2));
    awaitVersions(1);

    assertThat(two.score(SmallPackages.rows(1)).rows()).isEqualTo(1);
    held.close();
    assertThatThrownBy(() -> two.score(SmallPackages.rows(1))).hasMessageContaining("closed");
  }

  @Test
  void aChallengerThatMayNotServeIsNone() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    loader.registered(
        new RegisteredModel(
            ROOMS, 2, "problems/rooms/models/9", "sha256:0", "c", Rollout.canary(0.5)));

    await().until(() -> refused.size() == 1);
    awaitVersions(1);
    assertThat(standing().refused()).containsOnlyKeys(2);
  }

  @Test
  void comesToTheSameInWhateverOrderItHears() {
    List<Runnable> told =
        new ArrayList<>(
            List.of(
                () -> loader.stated(ROOMS),
                () -> loader.registered(model(1)),
                () -> loader.registered(model(2, Rollout.canary(0.25))),
                () -> loader.registered(model(3)),
                () -> loader.registered(model(4, Rollout.canary(0.5))),
                () -> loader.decided(ROOMS, traffic(1, 2)),
                () -> loader.decided(ROOMS, traffic(2, 2, 3))));
    Random random = new Random(11);
    for (int i = 0; i < 4; i++) {
      Collections.shuffle(told, random);
      told.forEach(Runnable::run);
      awaitVersions(2, 4);
      restart();
    }
  }

  @Test
  void servesNothingThatWasRolledBackLaterOnThoughItIsHeardOfFirst() throws Exception {
    loader.hold();
    loader.stated(ROOMS);
    loader.registered(model(1));
    loader.registered(model(2));
    assertThat(loader.awaitIdle(Duration.ofMillis(300))).isFalse();
    assertThat(serving.find(ROOMS)).isEmpty();
    loader.decided(ROOMS, traffic(1, 1, 2));

    loader.begin();

    awaitVersion(1);
    assertThat(serving.find(ROOMS).orElseThrow().earlier()).isEmpty();
  }

  @Test
  void withoutItsChampionTheNewestBeforeItServesThatWasNotRolledBack() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    loader.registered(model(2));
    loader.registered(new RegisteredModel(ROOMS, 3, "problems/rooms/models/9", "sha256:0", "c"));
    loader.registered(model(4, Rollout.MANUAL));
    loader.decided(ROOMS, traffic(1, 3, 2));

    awaitVersions(1);
    assertThat(refused).hasSize(1);
  }

  @Test
  void aVersionThatIsToBePromotedByHandWaits() throws Exception {
    loader.stated(ROOMS);
    loader.registered(model(1, Rollout.MANUAL));
    assertThat(loader.awaitIdle(Duration.ofSeconds(10))).isTrue();
    assertThat(serving.find(ROOMS)).isEmpty();
    assertThat(standing().waitsSaying(ROOMS))
        .hasValue("Version 1 waits to be promoted: ./millrace promote rooms 1");

    loader.decided(ROOMS, traffic(1, 1));

    awaitVersion(1);
    assertThat(standing().waitsSaying(ROOMS)).isEmpty();
  }

  @Test
  void servesNothingWhereNothingIsToServe() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    awaitVersion(1);

    loader.decided(ROOMS, new Traffic(1, 1, 0, List.of(), List.of(1)));
    await().until(() -> serving.find(ROOMS).isEmpty());
    assertThat(changes).containsExactly("started", "stopping 1");

    loader.registered(model(2));
    awaitVersion(2);
  }

  @Test
  void warmsANewVersionByWhatWasAskedLately() {
    loader.stated(ROOMS);
    loader.registered(model(1));
    awaitVersion(1);
    serving.find(ROOMS).orElseThrow().recent().sample(SmallPackages.rows(10, 900));

    loader.registered(model(2));

    awaitVersion(2);
  }

  /** A decision by which a version leads alone. */
  private static Traffic traffic(int decision, int champion, Integer... rolledBack) {
    return new Traffic(decision, 3, champion, List.of(), List.of(rolledBack));
  }

  private RegisteredModel model(int version, Rollout rollout) {
    RegisteredModel made = model(version);
    return new RegisteredModel(
        ROOMS, version, made.path(), made.manifestDigest(), made.correlationId(), rollout);
  }

  private void awaitVersions(Integer... versions) {
    await()
        .until(
            () -> serving.find(ROOMS).map(ServedProblem::versions).orElse(List.of()),
            List.of(versions)::equals);
  }

  private static ScoringModel model(Cast cast) {
    try (cast) {
      return cast.lead().model();
    }
  }

  private void restart() {
    loader.close();
    serving.close();
    loader = loader();
  }

  private Standing standing() {
    return loader.standing(ROOMS).orElseThrow();
  }

  private List<String> kept() {
    try (Stream<Path> versions = Files.list(temp.resolve("cache/rooms"))) {
      return versions.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ModelLoader loader() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    return new ModelLoader(
        blobs,
        temp.resolve("cache"),
        serving,
        new ModelMemory(Long.MAX_VALUE, serving, meters),
        (model, reason) -> {
          if (brokerAway) {
            throw new IllegalStateException("no broker");
          }
          refused.add(model.version() + ": " + reason);
        },
        meters,
        Clock.systemUTC(),
        Duration.ofMillis(10));
  }

  private RegisteredModel model(int version) {
    return model(version, "models", SmallPackages.golden());
  }

  private RegisteredModel model(int version, String folder, Golden golden) {
    Path dir = temp.resolve(folder).resolve(Integer.toString(version));
    ModelPackage written = SmallPackages.write(dir, ROOMS, version, golden);
    String path = "problems/rooms/" + folder + "/" + version;
    blobs.createAll(path, dir);
    return new RegisteredModel(ROOMS, version, path, written.manifestDigest(), "c-" + version);
  }

  private void awaitVersion(int version) {
    await().until(() -> version() == version);
  }

  private int version() {
    return serving
        .find(ROOMS)
        .flatMap(ServedProblem::acquire)
        .map(ModelLoaderTest::version)
        .orElse(0);
  }

  private static int version(Lease<ServedModel> lease) {
    try (lease) {
      return lease.model().version();
    }
  }
}
