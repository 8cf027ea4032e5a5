package io.millrace.training.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.millrace.message.LandedFile;
import io.millrace.message.LandedFile.Kind;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.messaging.MillraceJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LandedAssetsTest {

  private static final ProblemName ROOM = new ProblemName("room");

  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private final LandedAssets assets = new LandedAssets(blobs);

  @Test
  void givesTheFilesThatLandedLastInTheOrderOfTheirLanding() {
    for (int version = 1; version <= 20; version++) {
      land(version, 100, 100);
    }

    assertThat(paths(20, 400))
        .containsExactly("e16", "t16", "e17", "t17", "e18", "t18", "e19", "t19", "e20", "t20");
    assertThat(paths(18, 80)).containsExactly("e18", "t18");
    assertThat(paths(20, 400)).hasSize(10);
    assertThat(paths(20, 10_000)).hasSize(40).startsWith("e1", "t1");
  }

  @Test
  void goesFurtherBackWhereTruthsAreRare() {
    for (int version = 1; version <= 20; version++) {
      land(version, 100, version % 5 == 0 ? 100 : 0);
    }

    assertThat(paths(20, 160)).startsWith("e15", "t15").hasSize(12);
  }

  @Test
  void readsOnlyWhatItNeeds() {
    land(7, 100, 100);
    land(8, 100, 100);

    assertThat(paths(8, 160)).containsExactly("e7", "t7", "e8", "t8");
    assertThatIllegalStateException()
        .isThrownBy(() -> paths(8, 1000))
        .withMessageContaining("there is no asset problems/room/assets/0000000006.json");
  }

  private List<String> paths(long version, long rows) {
    return assets.files(ROOM, version, rows).stream().map(LandedFile::path).toList();
  }

  private void land(int version, long events, long truths) {
    blobs.create(
        "problems/room/assets/%010d.json".formatted(version),
        MillraceJson.mapper()
            .writeValueAsBytes(
                Map.of(
                    "version",
                    version,
                    "files",
                    List.of(
                        file("e" + version, Kind.EVENTS, events),
                        file("t" + version, Kind.GROUND_TRUTH, truths)),
                    "totalRows",
                    version * events,
                    "totalLabels",
                    version * truths,
                    "correlationId",
                    "c")));
  }

  private static LandedFile file(String path, Kind kind, long rows) {
    return new LandedFile(
        path, kind, 0, 0, Math.max(0, rows - 1), rows, 10, "sha256:" + "0".repeat(64));
  }
}
