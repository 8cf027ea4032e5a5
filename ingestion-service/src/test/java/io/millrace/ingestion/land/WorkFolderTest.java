package io.millrace.ingestion.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

  @TempDir Path shared;

  @Test
  void removesWhatAnInstanceThatWasKilledLeft() throws IOException {
    Path left = Files.createDirectory(shared.resolve("killed"));
    Files.writeString(left.resolve("lock"), "");
    Files.writeString(left.resolve("half.parquet"), "half");
    Files.writeString(shared.resolve("not-ours.txt"), "kept");
    Path foreign = Files.createDirectory(shared.resolve("not-ours"));

    try (WorkFolder own = WorkFolder.open(shared)) {
      assertThat(left).doesNotExist();
      assertThat(foreign).exists();
      assertThat(own.files()).isZero();
    }
    assertThat(names()).containsExactlyInAnyOrder("not-ours", "not-ours.txt");
  }

  @Test
  void leavesAloneWhatALivingInstanceHas() throws IOException {
    try (WorkFolder one = WorkFolder.open(shared)) {
      Files.writeString(one.file(), "in the making");
      try (WorkFolder other = WorkFolder.open(shared)) {
        assertThat(one.files()).isEqualTo(1);
        assertThat(other.files()).isZero();
      }
      assertThat(one.files()).isEqualTo(1);
    }
  }

  private java.util.List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(shared)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
