package io.millrace.starter.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    Files.createDirectories(left.resolve("files/models"));
    Files.writeString(left.resolve("files/models/half.onnx"), "half");
    Files.writeString(shared.resolve("not-ours.txt"), "kept");
    Path foreign = Files.createDirectory(shared.resolve("not-ours"));

    try (WorkFolder own = WorkFolder.below(shared)) {
      assertThat(left).doesNotExist();
      assertThat(foreign).exists();
      assertThat(own.path()).isEmptyDirectory();
    }
    assertThat(names()).containsExactlyInAnyOrder("not-ours", "not-ours.txt");
  }

  @Test
  void leavesAloneWhatALivingInstanceHas() throws IOException {
    try (WorkFolder one = WorkFolder.below(shared)) {
      Files.writeString(one.path().resolve("part.parquet"), "in the making");
      try (WorkFolder other = WorkFolder.below(shared)) {
        assertThat(one.path()).isDirectoryContaining("glob:**/part.parquet");
        assertThat(other.path()).isEmptyDirectory();
      }
      assertThat(one.path()).isDirectoryContaining("glob:**/part.parquet");
    }
  }

  @Test
  void aWorkFolderIsOfOneInstanceAndEmptyAtItsStart() throws IOException {
    try (WorkFolder one = WorkFolder.below(shared)) {
      Files.createDirectories(one.path().resolve("files"));
      Files.writeString(one.path().resolve("files/part-1.tmp"), "left behind");
      try (WorkFolder two = WorkFolder.below(shared)) {
        assertThat(two.path()).isNotEqualTo(one.path());
        assertThat(one.path().resolve("files/part-1.tmp")).exists();
      }
    }
    try (WorkFolder next = WorkFolder.below(shared)) {
      assertThat(next.path()).isEmptyDirectory();
    }
  }

  /** A lock ends when its process closes any other that it has open of the file. */
  @Test
  void anotherProcessLeavesItAloneThoughThisOneHasTwo() throws Exception {
    try (WorkFolder one = WorkFolder.below(shared);
        WorkFolder two = WorkFolder.below(shared)) {
      Process other = start();
      try (BufferedReader said = other.inputReader()) {
        Path killed = Path.of(said.readLine());

        assertThat(one.path()).exists();
        assertThat(two.path()).exists();
        assertThat(killed).exists();

        other.destroyForcibly().waitFor();
        WorkFolder.below(shared).close();

        assertThat(killed).doesNotExist();
        assertThat(names()).hasSize(2);
      } finally {
        other.destroyForcibly();
      }
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Instance.class.getName(),
            shared.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(shared)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Says where its folder is, and lives until it is killed. */
  static final class Instance {
    public static void main(String[] args) throws IOException {
      WorkFolder own = WorkFolder.below(Path.of(args[0]));
      System.out.println(own.path());
      System.in.read();
      own.close();
    }
  }
}
