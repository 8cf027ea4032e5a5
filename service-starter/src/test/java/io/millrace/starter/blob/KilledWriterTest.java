package io.millrace.starter.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it replaces a blob, over and over, harms neither it nor others.
 */
class KilledWriterTest {

  private static final int KILLS = 3;
  private static final String PATH = "runs/head.json";

  @TempDir private Path root;
  @TempDir private Path scratch;

  @Test
  void aKilledReplacerLeavesAWholeBlobAndNoLock() throws Exception {
    BlobStore store = new FolderBlobStore(root);
    store.create(PATH, content(0));

    for (int kill = 0; kill < KILLS; kill++) {
      int acknowledged = killAWriter();

      BlobStore.Tagged left = store.readTagged(PATH).orElseThrow();
      int count = count(left);
      assertThat(count).isBetween(acknowledged, acknowledged + 1);
      assertThat(left.content()).as("whole").isEqualTo(content(count));
      assertThat(store.replace(PATH, left.tag(), content(count + 1))).isTrue();
    }
  }

  /** Returns the last count whose replacement it has said to be done. */
  private int killAWriter() throws Exception {
    Path said = Files.createTempFile(scratch, "said", ".txt");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                root.toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.readAllLines(said).size() > 30);
    } finally {
      writer.destroyForcibly().waitFor();
    }
    String all = Files.readString(said);
    String whole = all.substring(0, all.lastIndexOf('\n'));
    return whole.lines().mapToInt(Integer::parseInt).max().orElseThrow();
  }

  private static byte[] content(int count) {
    return "%d ".formatted(count).repeat(20_000).getBytes(UTF_8);
  }

  private static int count(BlobStore.Tagged blob) {
    String text = new String(blob.content(), UTF_8);
    return Integer.parseInt(text.substring(0, text.indexOf(' ')));
  }

  /** Raises the count for ever and says each step. */
  static final class Writer {
    public static void main(String[] args) {
      BlobStore store = new FolderBlobStore(Path.of(args[0]));
      while (true) {
        BlobStore.Tagged current = store.readTagged(PATH).orElseThrow();
        int next = count(current) + 1;
        if (store.replace(PATH, current.tag(), content(next))) {
          System.out.println(next);
        }
      }
    }
  }
}
