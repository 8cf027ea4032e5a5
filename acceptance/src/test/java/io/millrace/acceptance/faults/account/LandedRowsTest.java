package io.millrace.acceptance.faults.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.faults.part.Store;
import io.millrace.acceptance.faults.part.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandedRowsTest {

  private static final String FIRST = "problems/p/data/p0/00000000000000000000.parquet";
  private static final String SECOND = "problems/p/data/p0/00000000000000000002.parquet";

  @TempDir Path folder;
  private Store store = TestStores.none();

  @BeforeEach
  void lands() throws Exception {
    store = TestStores.folder(folder);
    land(FIRST, "('a', 0, 0), ('b', 0, 1)");
    land(SECOND, "('c', 0, 2), ('a', 0, 3)");
    Path assets = Files.createDirectories(folder.resolve("blobs/problems/p/assets"));
    Files.writeString(
        assets.resolve("0000000001.json"), "{\"files\":[{\"path\":\"%s\"}]}".formatted(FIRST));
    Files.writeString(
        assets.resolve("0000000002.json"), "{\"files\":[{\"path\":\"%s\"}]}".formatted(SECOND));
  }

  @Test
  void countsEveryRowOfEveryListedFile() throws Exception {
    Tally tally = new Tally();

    try (LandedRows rows = new LandedRows(store, Files.createDirectory(folder.resolve("c")))) {
      rows.addTo(tally, new LandedFiles(store, "p").inAssets("data"));
    }

    assertThat(tally.total()).isEqualTo(4);
    assertThat(tally.count("a")).isEqualTo(2);
    assertThat(tally.spots("c")).containsExactly(new Spot(SECOND, 0, 2));
  }

  @Test
  void aFileThatIsListedTwiceCountsTwice() throws Exception {
    Tally tally = new Tally();

    try (LandedRows rows = new LandedRows(store, Files.createDirectory(folder.resolve("c")))) {
      rows.addTo(tally, List.of(FIRST, FIRST));
    }

    assertThat(tally.count("b")).isEqualTo(2);
  }

  @Test
  void aFileThatIsCutShortIsNamedAndItsEventsAreMissing() throws Exception {
    Path file = folder.resolve("blobs").resolve(SECOND);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    Tally tally = new Tally();

    try (LandedRows rows = new LandedRows(store, Files.createDirectory(folder.resolve("c")))) {
      rows.addTo(tally, List.of(FIRST, SECOND));

      assertThat(rows.unreadable()).singleElement().asString().startsWith(SECOND);
    }
    assertThat(tally.ids()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void theFolderIsListedWithoutLookingAtTheAssets() {
    assertThat(new LandedFiles(store, "p").inFolder("data")).containsExactly(FIRST, SECOND);
    assertThat(new LandedFiles(store, "p").inFolder("ground-truth")).isEmpty();
  }

  private void land(String path, String rows) throws Exception {
    Path file = folder.resolve("blobs").resolve(path);
    Files.createDirectories(file.getParent());
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES %s) t(event_id, \"partition\", \"offset\")) TO '%s'"
              .formatted(rows, file));
    }
  }
}
