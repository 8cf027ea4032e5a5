package io.millrace.training.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.millrace.message.ModelRegistered;
import io.millrace.message.Promotion;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Traffic;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.HandMade;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Operator;
import io.millrace.training.Rooms;
import io.millrace.training.register.ModelStore.Stored;
import io.millrace.training.run.Requested;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two environments with stores of their own, and a model that was trained in the first. */
class ExchangeTest {

  private static final String SHADOW =
      Rooms.PROBLEM.replaceFirst(
          "}$",
          ", 'deploy': {'promotion': {'gate': 'shadow'},"
              + " 'rollout': {'canary': '25%', 'promote-after': '50 predictions'}}}");

  @TempDir private static Path development;
  private static final InMemoryBlobStore MADE = new InMemoryBlobStore();
  private static House source;
  private static Stored made;
  private static Path parcel;

  @TempDir private Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private House target;

  @BeforeAll
  static void train() {
    source = new House(MADE, development.resolve("work"), Rooms.PROBLEM);
    source.trainings.dataArrived(
        new Landing(MADE, development, source.name()).land(Rooms.rows(0, 800, 50)));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !source.told(ModelRegistered.class).isEmpty() && source.isIdle());
    made = source.models.find(source.name(), 1).orElseThrow();
    parcel = given(source, made, "ada", development.resolve("room-1.zip"));
  }

  private static Path given(House house, Stored stored, String by, Path zip) {
    assertThat(house.exchange.give(stored, by, zip)).isEmpty();
    return zip;
  }

  @AfterAll
  static void end() {
    source.close();
  }

  @AfterEach
  void close() {
    if (target != null) {
      target.close();
    }
  }

  private void open(String problemFile) {
    target = new House(blobs, folder.resolve("work"), problemFile);
  }

  @Test
  void aVersionArrivesAsTheSameBytesUnderTheNextNumber() {
    open(Rooms.PROBLEM);
    target.models.add(target.name(), new HandMade("earlier", 1));

    Stored stored = here(take(parcel));

    assertThat(stored.manifest().version()).isEqualTo(2);
    assertThat(stored.manifestDigest()).isEqualTo(made.manifestDigest());
    assertThat(blobs.read("problems/room/models/2/manifest.json"))
        .hasValueSatisfying(
            bytes ->
                assertThat(bytes)
                    .isEqualTo(MADE.read("problems/room/models/1/manifest.json").orElseThrow()));
    for (String name : ModelPackage.CONTENTS) {
      String path = made.manifest().files() + "/" + name;
      assertThat(blobs.read(path).orElseThrow()).isEqualTo(MADE.read(path).orElseThrow());
    }
    assertThat(target.models.open(target.name(), stored))
        .isInstanceOfSatisfying(
            PackageCheck.Sound.class,
            sound -> {
              assertThat(sound.modelPackage().manifest().version()).isEqualTo(2);
              assertThat(sound.modelPackage().manifestDigest()).isEqualTo(made.manifestDigest());
            });
  }

  @Test
  void itIsWrittenDownWhoTookItFromWhere() {
    open(Rooms.PROBLEM);

    Promotion promotion = here(take(parcel)).promotion();

    assertThat(promotion.from()).isEqualTo("development");
    assertThat(promotion.url()).isEqualTo("http://training.dev:8082");
    assertThat(promotion.version()).isEqualTo(1);
    assertThat(promotion.takenBy()).isEqualTo("ada");
    assertThat(promotion.askedBy()).isEqualTo("bob");
    assertThat(promotion.takenAt()).isBefore(promotion.askedAt());
    assertThat(promotion.before()).isNull();
    ModelRegistered told = target.told(ModelRegistered.class).getFirst();
    assertThat(told.promotion()).isEqualTo(promotion);
    assertThat(told.run()).isEqualTo(made.manifest().run());
    assertThat(target.correlationIds).containsExactly("c-promotion");
    Stored read = target.models.find(target.name(), 1).orElseThrow();
    assertThat(read.promotion()).isEqualTo(promotion);
  }

  @Test
  void itWaitsForAPersonUnlessTheProblemSaysOtherwise() {
    open(Rooms.PROBLEM);

    here(take(parcel));

    assertThat(target.told(ModelRegistered.class).getFirst().rollout()).isEqualTo(Rollout.MANUAL);
    assertThat(target.models.brief(target.name(), 1).orElseThrow().rollout())
        .isEqualTo(Rollout.MANUAL);
  }

  @Test
  void itRunsAsAShadowBesideTheVersionThatAnswers() {
    open(SHADOW);
    target.models.add(target.name(), new HandMade("earlier", 1));

    here(take(parcel));

    assertThat(target.told(ModelRegistered.class).getFirst().rollout())
        .isEqualTo(new Rollout(Rollout.Mode.SHADOW, 1, 50, 0.01));
  }

  @Test
  void whereNothingAnswersThereIsNoShadowRunAndAPersonDecides() {
    open(SHADOW);

    here(take(parcel));

    assertThat(target.told(ModelRegistered.class).getFirst().rollout()).isEqualTo(Rollout.MANUAL);
  }

  @Test
  void takenAgainItIsTheSameVersionAndToldOfAgain() {
    open(Rooms.PROBLEM);
    target.silentFor = 1;
    assertThat(catchThrowable(() -> take(parcel))).hasMessageContaining("broker");

    Outcome again = take(given(source, made, "eve", folder.resolve("again.zip")));

    assertThat(again).isInstanceOf(Outcome.Here.class);
    assertThat(((Outcome.Here) again).before()).isTrue();
    assertThat(here(again).manifest().version()).isEqualTo(1);
    assertThat(here(again).promotion().takenBy()).isEqualTo("ada");
    assertThat(target.told(ModelRegistered.class)).hasSize(1);
    assertThat(target.models.versions(target.name())).containsExactly(1);
  }

  @Test
  void backWhereItWasMadeItIsTheVersionThatItWas() {
    int told = source.told.size();

    Outcome back = source.exchange.take(source.problem(), offer(parcel, false), "c-back");

    assertThat(here(back).manifest().version()).isEqualTo(1);
    assertThat(here(back).promotion()).isNull();
    assertThat(source.told).hasSize(told);
  }

  @Test
  void lookedAtOnlyNothingIsStoredAndNobodyIsTold() {
    open(Rooms.PROBLEM);

    Outcome outcome = target.exchange.take(target.problem(), offer(parcel, true), "c");

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Fits(
                target.name(), 1, made.manifest().run(), made.manifestDigest(), Rollout.MANUAL));
    assertThat(blobs.list("problems/room/")).isEmpty();
    assertThat(target.told).isEmpty();
  }

  @Test
  void fromThereItGoesOnAndItsWayIsKnown() {
    open(Rooms.PROBLEM);
    target.models.add(target.name(), new HandMade("earlier", 1));
    Stored staged = here(take(parcel));
    Path onward = given(target, staged, "bob", folder.resolve("onward.zip"));
    InMemoryBlobStore productive = new InMemoryBlobStore();

    try (House production = new House(productive, folder.resolve("third"), Rooms.PROBLEM)) {
      Offer offer = new Offer(onward, made.manifestDigest(), "staging", null, "cy", false);
      Stored stored = here(production.exchange.take(production.problem(), offer, "c"));

      Promotion promotion = stored.promotion();
      assertThat(stored.manifestDigest()).isEqualTo(made.manifestDigest());
      assertThat(promotion.from()).isEqualTo("staging");
      assertThat(promotion.version()).isEqualTo(2);
      assertThat(promotion.packaged()).isEqualTo(1);
      assertThat(promotion.takenBy()).isEqualTo("bob");
      assertThat(promotion.before()).isEqualTo(staged.promotion());
    }
  }

  @Test
  void theNextTrainingIsComparedWithItUnderItsNumberHere() {
    open(Rooms.PROBLEM.replace("'200 rows'", "'5000 rows'"));
    target.models.add(target.name(), new HandMade("earlier", 1));
    here(take(parcel));
    Operator.decides(blobs, target.name(), new Traffic(0, 2, 1, List.of(), List.of()).promoted(2));
    new Landing(blobs, folder, target.name()).land(Rooms.rows(0, 800, 20));

    assertThat(target.trainings.request(target.name())).isInstanceOf(Requested.Started.class);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> target.told(ModelRegistered.class).size() == 2);

    Manifest trained = target.models.find(target.name(), 3).orElseThrow().manifest();
    assertThat(trained.champion().version()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"manifest.json", "model.onnx", "features.json", "baseline.json", "golden.json"})
  void refusesAFlippedByte(String name) {
    open(Rooms.PROBLEM);
    Map<String, byte[]> files = files();
    byte[] content = files.get(name);
    content[content.length / 2] ^= 1;

    assertThat(refused(files, made.manifestDigest()))
        .startsWith("the digest of %s is sha256:".formatted(name));
  }

  @Test
  void refusesAModelThatAnswersOtherwiseHere() {
    open(Rooms.PROBLEM);
    Map<String, byte[]> files = files();
    Golden golden = PackageJson.read(files.get("golden.json"), Golden.class);
    List<Golden.GoldenRow> rows = new ArrayList<>(golden.rows());
    Golden.GoldenRow third = rows.get(2);
    rows.set(
        2, new Golden.GoldenRow(third.values(), third.time(), new double[] {0.123456, 0.876544}));
    String digest = replaced(files, "golden.json", PackageJson.write(new Golden(rows)));

    assertThat(refused(files, digest))
        .startsWith("golden row 2: output 0 is ")
        .endsWith(", expected 0.123456 within 1.0E-5");
  }

  @Test
  void refusesAModelOfAnotherQuestionAndSaysWhatDiffers() {
    open(
        Rooms.PROBLEM
            .replace("'target': 'taken'", "'target': 'occupied'")
            .replace(
                "'light': 'number'",
                "'light': {'type': 'number', 'range': [0, 1]}, 'co2': 'number'"));

    assertThat(refused(files(), made.manifestDigest()))
        .isEqualTo(
            "the problem is stated otherwise here:"
                + " define.target is occupied here, and taken in the package;"
                + " data.features.light is number from 0.0 to 1.0 here, and number in the package;"
                + " data.features.co2 is number here, and nothing in the package");
  }

  @Test
  void whatEnvironmentsDecideForThemselvesMayDiffer() {
    open(SHADOW.replace("'200 rows'", "'9000 rows'").replace("0.7", "0.9"));

    assertThat(take(parcel)).isInstanceOf(Outcome.Here.class);
  }

  @Test
  void refusesFilesInAnotherOrder() {
    open(
        Rooms.PROBLEM.replace(
            "'humidity': 'number', 'light': 'number'", "'light': 'number', 'humidity': 'number'"));

    assertThat(refused(files(), made.manifestDigest()))
        .contains("the order of data.features is light, humidity here, and humidity, light in");
  }

  @Test
  void refusesWhatIsNoParcel() throws IOException {
    open(Rooms.PROBLEM);
    Map<String, byte[]> strange = files();
    strange.put("../../etc/cron.d/x", new byte[] {1});
    Map<String, byte[]> anonymous = files();
    anonymous.remove("departure.json");
    Map<String, byte[]> partial = files();
    partial.remove("baseline.json");
    Path text = Files.writeString(folder.resolve("text"), "no zip");

    assertThat(refused(strange, made.manifestDigest()))
        .isEqualTo("it holds a file '../../etc/cron.d/x'");
    assertThat(refused(anonymous, made.manifestDigest())).isEqualTo("it has no departure.json");
    assertThat(refused(partial, made.manifestDigest())).isEqualTo("baseline.json is missing");
    assertThat(((Outcome.Refused) take(text)).reason()).startsWith("it is no zip file");
  }

  @Test
  void refusesWhereItsFilesCannotLie() {
    open(Rooms.PROBLEM);
    blobs.create(made.manifest().files() + "/golden.json", new byte[] {7});

    assertThat(refused(files(), made.manifestDigest()))
        .endsWith("/golden.json is taken here by other bytes");
  }

  @Test
  void anUnsoundPackageIsNotGivenOut() {
    open(Rooms.PROBLEM);
    Stored stored = here(take(parcel));
    blobs.delete(stored.manifest().files() + "/golden.json");

    assertThat(target.exchange.give(stored, "ada", folder.resolve("out.zip")))
        .contains("golden.json is not there");
  }

  private Outcome take(Path zip) {
    return target.exchange.take(target.problem(), offer(zip, false), "c-promotion");
  }

  private static Offer offer(Path zip, boolean trial) {
    return new Offer(
        zip, made.manifestDigest(), "development", "http://training.dev:8082", "bob", trial);
  }

  private static Stored here(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Here.class);
    return ((Outcome.Here) outcome).stored();
  }

  /** Nothing is stored of what is refused, and nobody is told. */
  private String refused(Map<String, byte[]> files, String digest) {
    Offer offer = new Offer(zipped(files), digest, "development", null, "bob", false);
    Outcome outcome = target.exchange.take(target.problem(), offer, "c");
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(target.models.versions(target.name())).isEmpty();
    assertThat(target.told).isEmpty();
    return ((Outcome.Refused) outcome).reason();
  }

  private static String replaced(Map<String, byte[]> files, String name, byte[] content) {
    files.put(name, content);
    Manifest manifest = PackageJson.read(files.get("manifest.json"), Manifest.class);
    Map<String, String> digests = new LinkedHashMap<>(manifest.digests());
    digests.put(name, Digest.of(content));
    byte[] json = PackageJson.write(manifest.withDigests(digests));
    files.put("manifest.json", json);
    return Digest.of(json);
  }

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(parcel.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path zipped(Map<String, byte[]> files) {
    Path zip = folder.resolve("sent.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        entries.putNextEntry(new ZipEntry(file.getKey()));
        entries.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zip;
  }
}
