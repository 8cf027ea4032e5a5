package io.millrace.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.LandedFile;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.Landing;
import io.millrace.training.store.LocalFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandedSeriesTest {

  private static final String ROWS =
      """
      SELECT * FROM (VALUES
        ('e3', TIMESTAMP '2026-01-01 03:00', 3.0), ('e1', TIMESTAMP '2026-01-01 01:00', 1.0),
        ('e2', TIMESTAMP '2026-01-01 02:00', 2.0), ('e2', TIMESTAMP '2026-01-01 02:00', 2.0),
        ('e4', TIMESTAMP '2026-01-01 04:00', 'nan'::DOUBLE))
        AS rows (event_id, event_time, target)""";

  @TempDir Path folder;

  @Test
  void readsEachValueOnceInTheOrderOfTime() {
    LandedSeries landed = read(1000);

    assertThat(landed.landed()).isEqualTo(5);
    assertThat(landed.duplicates()).isEqualTo(1);
    assertThat(landed.values()).isEqualTo(3);
    assertThat(landed.series())
        .singleElement()
        .satisfies(
            series -> {
              assertThat(series.key()).isEqualTo("room");
              assertThat(series.values()).containsExactly(1, 2, 3);
              assertThat(series.millis()).isSorted();
            });
  }

  @Test
  void takesTheLatestValuesWhereThereAreTooMany() {
    assertThat(read(2).series().getFirst().values()).containsExactly(2, 3);
  }

  @Test
  void isEmptyBeforeAnythingLanded() {
    assertThat(LandedSeries.read(List.of(), List.of(), Optional.empty(), limits(1)).series())
        .isEmpty();
  }

  private LandedSeries read(int most) {
    InMemoryBlobStore blobs = new InMemoryBlobStore();
    var landed = new Landing(blobs, folder, new ProblemName("load")).land(ROWS);
    LocalFiles files = new LocalFiles(blobs, folder.resolve("files" + most), 1_000_000);
    try (LocalFiles.Fetched fetched = files.fetch(landed.files())) {
      return LandedSeries.read(
          fetched.of(LandedFile.Kind.EVENTS),
          fetched.of(LandedFile.Kind.GROUND_TRUTH),
          Optional.empty(),
          limits(most));
    }
  }

  private Limits limits(int most) {
    return new Limits("256MB", folder.resolve("spill"), most);
  }
}
