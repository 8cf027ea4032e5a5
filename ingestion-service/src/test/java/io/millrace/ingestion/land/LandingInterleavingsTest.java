package io.millrace.ingestion.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingestion.formats.JsonAssetCodec;
import io.millrace.message.DataArrived;
import io.millrace.message.LandedFile;
import io.millrace.starter.blob.InMemoryBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An instance is stopped at each call that it makes to the store and to the broker, before the call
 * and after it, and something happens there; then another lands what is left. Whatever happens,
 * each row is listed once, or was rejected, and no file is left over.
 */
class LandingInterleavingsTest extends LandingFixture {

  private static final long LAST = 13;

  /** Which rows the first instance cannot read, and which the others cannot. */
  enum Judgement {
    ALIKE(Set.of(), Set.of()),
    THE_FIRST_REFUSES_WHERE_A_FILE_BEGINS(Set.of(6L), Set.of()),
    THE_OTHERS_REFUSE_WHERE_A_FILE_BEGINS(Set.of(), Set.of(6L, 12L)),
    EACH_REFUSES_OTHERS(Set.of(0L, 6L, 7L, 12L), Set.of(1L, 8L, 13L));

    private final Set<Long> first;
    private final Set<Long> others;

    Judgement(Set<Long> first, Set<Long> others) {
      this.first = first;
      this.others = others;
    }
  }

  private InMemoryBlobStore store = new InMemoryBlobStore();
  private final List<Instance> instances = new ArrayList<>();
  private int scenario;

  private void begin() {
    opened.forEach(Landing::close);
    opened.clear();
    store = new InMemoryBlobStore();
    arrived.clear();
    instances.clear();
    scenario++;
  }

  private Instance instance(Set<Long> unreadable) {
    Instance instance = new Instance(this, new StepBlobs(store), unreadable);
    instances.add(instance);
    return instance;
  }

  /** How many calls a landing makes where nothing happens. */
  private int calls(Judgement judgement) {
    begin();
    Instance alone = instance(judgement.first);
    alone.run(LAST);
    assertExactlyOnce("alone");
    return alone.view.calls.size();
  }

  @ParameterizedTest
  @EnumSource(names = {"ALIKE", "EACH_REFUSES_OTHERS"})
  void aCallThatFailsOrOfWhichTheAnswerIsLostIsMadeUpFor(Judgement judgement) {
    int calls = calls(judgement);
    for (int call = 1; call <= calls; call++) {
      for (boolean before : new boolean[] {true, false}) {
        begin();
        Instance first = instance(judgement.first);
        first.view.hook =
            Instance.at(
                call,
                before,
                () -> {
                  throw Instance.failure();
                });
        first.run(LAST);
        finish(judgement, "fails at call %d, before: %s".formatted(call, before));
        assertThat(work().path()).isEmptyDirectory();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ALIKE", "EACH_REFUSES_OTHERS"})
  void whereverAnInstanceIsKilledTheNextLandsTheRest(Judgement judgement) {
    int calls = calls(judgement);
    for (int call = 1; call <= calls; call++) {
      begin();
      killed(judgement.first, call);
      finish(judgement, "killed after call %d".formatted(call));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aZombieThatWakesAfterAnotherLandedAllDoesNoHarm(Judgement judgement) {
    zombie(judgement, LAST);
  }

  @ParameterizedTest
  @EnumSource
  void aZombieThatWakesInTheMiddleDoesNoHarm(Judgement judgement) {
    zombie(judgement, 8);
  }

  private void zombie(Judgement judgement, long othersLast) {
    int calls = calls(judgement);
    for (int call = 1; call <= calls; call++) {
      begin();
      Instance zombie = instance(judgement.first);
      zombie.view.hook = Instance.at(call, false, () -> instance(judgement.others).run(othersLast));
      zombie.run(LAST);
      finish(judgement, "asleep after call %d".formatted(call));
      assertThat(work().path()).isEmptyDirectory();
    }
  }

  /**
   * Where the two judge differently, a file that neither can list may be left by the one that was
   * killed, known to nobody; it counts for nothing, since no asset lists it.
   */
  @ParameterizedTest
  @EnumSource(names = {"ALIKE", "THE_FIRST_REFUSES_WHERE_A_FILE_BEGINS"})
  void aZombieWhoseSuccessorWasKilledDoesNoHarm(Judgement judgement) {
    int calls = calls(judgement);
    for (int call = 1; call <= calls; call += 3) {
      for (int death = 1; death <= calls; death += 3) {
        begin();
        Instance zombie = instance(judgement.first);
        int deadly = death;
        zombie.view.hook = Instance.at(call, false, () -> killed(judgement.others, deadly));
        zombie.run(LAST);
        instance(judgement.others).run(LAST);
        String what = "asleep after call %d, its successor killed at %d".formatted(call, death);
        List<LandedFile> listed = assertExactlyOnce(what);
        assertThat(store.list("problems/plain/data/"))
            .as(what)
            .hasSizeLessThanOrEqualTo(listed.size() + (judgement == Judgement.ALIKE ? 0 : 1));
      }
    }
  }

  private void killed(Set<Long> unreadable, int call) {
    Instance dead = instance(unreadable);
    dead.view.hook =
        Instance.at(
            call,
            false,
            () -> {
              throw new Instance.Killed();
            });
    try {
      dead.run(LAST);
    } catch (Instance.Killed e) {
      return;
    }
  }

  /** One more lands what is left, and then all is as it should be. */
  private void finish(Judgement judgement, String what) {
    instance(judgement.others).run(LAST);
    List<LandedFile> listed = assertExactlyOnce(what);
    assertThat(store.list("problems/plain/data/"))
        .as("%s: files in the store", what)
        .containsExactlyElementsOf(listed.stream().map(LandedFile::path).sorted().toList());
  }

  private List<LandedFile> assertExactlyOnce(String what) {
    List<Asset> assets = assetsOf();
    List<LandedFile> listed = assets.stream().flatMap(asset -> asset.files().stream()).toList();
    Set<Long> rejected = new TreeSet<>();
    instances.forEach(instance -> rejected.addAll(instance.rejected));
    List<Long> offsets = offsets(listed);

    assertThat(offsets).as("%s: rows listed twice", what).doesNotHaveDuplicates();
    Set<Long> kept = new TreeSet<>(offsets);
    kept.addAll(rejected);
    assertThat(kept)
        .as("%s: rows listed or rejected", what)
        .containsExactlyElementsOf(LongStream.rangeClosed(0, LAST).boxed().toList());
    Asset newest = assets.getLast();
    assertThat(newest.totalRows()).as(what).isEqualTo(offsets.size());
    assertThat(arrived)
        .as("%s: announcements", what)
        .extracting(DataArrived::asset)
        .contains(newest.version());
    return listed;
  }

  private List<Asset> assetsOf() {
    List<Asset> assets = new ArrayList<>();
    new Assets(store, new JsonAssetCodec()).follow(Asset.none(Instance.PLAIN), assets::add);
    return assets;
  }

  private List<Long> offsets(List<LandedFile> listed) {
    try {
      Path copies =
          Files.createDirectory(folder.resolve("scenario-" + scenario + "-" + listed.size()));
      for (LandedFile file : listed) {
        Files.write(
            copies.resolve(file.firstOffset() + ".parquet"), store.read(file.path()).orElseThrow());
      }
      return Parquet.query(copies.resolve("*.parquet"), "SELECT \"offset\" FROM FILES ORDER BY 1")
          .stream()
          .map(Long::valueOf)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theMarkIsNeverBeyondWhatHasLanded() {
    int calls = calls(Judgement.EACH_REFUSES_OTHERS);
    for (int call = 1; call <= calls; call++) {
      begin();
      killed(Judgement.EACH_REFUSES_OTHERS.first, call);
      long mark = new Watermarks(store).read(EVENTS);
      List<LandedFile> listed =
          assetsOf().stream().flatMap(asset -> asset.files().stream()).toList();
      Set<Long> kept = new TreeSet<>(instances.getFirst().rejected);
      kept.addAll(listed.isEmpty() ? List.of() : offsets(listed));
      assertThat(kept).containsAll(LongStream.range(0, mark).boxed().toList());
    }
  }
}
