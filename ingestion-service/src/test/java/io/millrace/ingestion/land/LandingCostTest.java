package io.millrace.ingestion.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingestion.formats.JsonAssetCodec;
import io.millrace.message.LandedFile;
import io.millrace.message.LandedFile.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With 100,000 files and assets in the store, counted in calls and bytes. */
class LandingCostTest extends LandingFixture {

  private static final int FILES = 100_000;
  private static final int ROWS = 10;

  private final StepBlobs view = new StepBlobs(blobs);

  @BeforeEach
  void aStoreOfManyFiles() {
    JsonAssetCodec codec = new JsonAssetCodec();
    for (int i = 0; i < FILES; i++) {
      long first = (long) i * ROWS;
      String path = FileFolder.path(ROOMS, EVENTS, first);
      LandedFile file =
          new LandedFile(path, Kind.EVENTS, 0, first, first + ROWS - 1, ROWS, 1, "sha256:0");
      blobs.create(path, new byte[1]);
      Asset asset =
          new Asset(
              ROOMS,
              i + 1L,
              List.of(file),
              first + ROWS,
              0,
              i + 1L,
              Map.of(),
              Map.of(EVENTS.name(), first + ROWS - 1),
              Instant.EPOCH,
              "c");
      blobs.create("problems/rooms/assets/%010d.json".formatted(i + 1), codec.write(asset));
    }
  }

  @Test
  void theNewestAssetIsFoundWithAFewReadsAndNoListing() {
    assertThat(newest()).isEqualTo(FILES);
    assertThat(view.calls).hasSizeLessThan(40).allMatch(call -> call.startsWith("read "));
    assertThat(view.bytes).isLessThan(30_000);
  }

  @Test
  void andWithFewerWhereTheHeadGivesAHint() {
    blobs.create("problems/rooms/assets/head", "{\"version\":99993}".getBytes());

    assertThat(newest()).isEqualTo(FILES);
    assertThat(view.calls).hasSizeLessThan(10);
  }

  @Test
  void aHeadThatIsWrongIsNoHarm() {
    for (String head : List.of("{\"version\":999999}", "{}", "", "{\"version\":-1}")) {
      blobs.delete("problems/rooms/assets/head");
      blobs.create("problems/rooms/assets/head", head.getBytes());

      assertThat(newest()).isEqualTo(FILES);
    }
  }

  @Test
  void aRestartCostsAFewCallsAndReadsNoFile() {
    new Watermarks(blobs).raise(EVENTS, (long) FILES * ROWS);
    Landing restarted = landing(view);
    view.calls.clear();
    view.bytes = 0;
    long from = restarted.begin(EVENTS);
    takeEvents(restarted, (int) from, (int) from + 9);
    restarted.land();
    restarted.mark();

    assertThat(from).isEqualTo((long) FILES * ROWS);
    assertThat(arrived.getLast().totalRows()).isEqualTo(from + 10);
    assertThat(view.calls).hasSizeLessThan(50).noneMatch(call -> call.startsWith("list "));
    assertThat(view.calls).noneMatch(call -> call.startsWith("download "));
    assertThat(view.bytes).isLessThan(40_000);
    view.calls.clear();

    takeEvents(restarted, (int) from + 10, (int) from + 19);
    restarted.land();

    assertThat(view.calls)
        .containsExactly(
            "read problems/rooms/assets/0000100002.json",
            "create problems/rooms/data/p0/00000000000001000010.parquet",
            "create problems/rooms/assets/0000100002.json");
  }

  private long newest() {
    view.calls.clear();
    view.bytes = 0;
    return new Assets(view, new JsonAssetCodec()).latest(ROOMS).orElseThrow().version();
  }
}
