package io.millrace.starter.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentsTest {

  private static final int PAGE = 0x1000;
  private static final int PROGRAMS = 64;
  private static final int PROGRAM = 56;

  @TempDir private Path folder = Path.of("");

  @Test
  void leavesWhatIsLoadedAndNothingBetweenAndBehind() throws IOException {
    byte[] library = library();
    Path file = Files.write(folder.resolve("lib.so"), library);

    Segments.keepAlone(file);

    byte[] cut = Files.readAllBytes(file);
    ByteBuffer header = ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(header.getLong(0x28)).as("where sections are listed").isZero();
    assertThat(header.getInt(0x3c)).as("how many, and which has their names").isZero();
    assertThat(offset(header, 0)).isZero();
    assertThat(offset(header, 1)).as("at the same place of the next page").isEqualTo(PAGE + 0x80);
    assertThat(offset(header, 2)).as("what lies in the second").isEqualTo(PAGE + 0x90);
    assertThat(offset(header, 3)).as("what is empty").isZero();
    assertThat(cut).hasSize(PAGE + 0x80 + 100);
    assertThat(part(cut, 300, 500)).isEqualTo(part(library, 300, 500));
    assertThat(part(cut, PAGE + 0x80, 100)).isEqualTo(part(library, 5 * PAGE + 0x80, 100));
  }

  @Test
  void changesNothingMoreTheSecondTime() throws IOException {
    Path file = Files.write(folder.resolve("lib.so"), library());
    Segments.keepAlone(file);
    byte[] once = Files.readAllBytes(file);

    Segments.keepAlone(file);

    assertThat(file).hasBinaryContent(once);
  }

  @Test
  void leavesAloneWhatIsNoLibrary() throws IOException {
    Path text = Files.writeString(folder.resolve("short.txt"), "no library");
    Path longer = Files.writeString(folder.resolve("long.txt"), "no library".repeat(100));

    Segments.keepAlone(text);
    Segments.keepAlone(longer);

    assertThat(text).hasContent("no library");
    assertThat(longer).hasContent("no library".repeat(100));
  }

  /** Two segments of 800 and 100 bytes, names between them and a list of sections behind. */
  private static byte[] library() {
    byte[] bytes = new byte[6 * PAGE];
    for (int place = 0; place < bytes.length; place++) {
      bytes[place] = (byte) (place * 31 >> 3);
    }
    Arrays.fill(bytes, 0, 300, (byte) 0);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    buffer.putLong(0x20, PROGRAMS).putLong(0x28, 3 * PAGE);
    buffer.putShort(0x36, (short) PROGRAM).putShort(0x38, (short) 4);
    buffer.putShort(0x3c, (short) 5).putShort(0x3e, (short) 4);
    program(buffer, 0, 1, 0, 800);
    program(buffer, 1, 1, 5 * PAGE + 0x80, 100);
    program(buffer, 2, 4, 5 * PAGE + 0x90, 10);
    program(buffer, 3, 0x6474e551, 0, 0);
    return bytes;
  }

  private static void program(ByteBuffer buffer, int index, int type, long offset, long bytes) {
    int at = PROGRAMS + index * PROGRAM;
    buffer.putInt(at, type).putLong(at + 8, offset).putLong(at + 32, bytes);
    buffer.putLong(at + 48, PAGE);
  }

  private static long offset(ByteBuffer buffer, int index) {
    return buffer.getLong(PROGRAMS + index * PROGRAM + 8);
  }

  private static byte[] part(byte[] bytes, int from, int length) {
    return Arrays.copyOfRange(bytes, from, from + length);
  }
}
