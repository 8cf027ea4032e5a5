package io.millrace.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawContentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL   | 0100                             | [true, false]",
        "INT8   | 807f                             | [-128.0, 127.0]",
        "INT16  | 0080ff7f                         | [-32768.0, 32767.0]",
        "INT32  | 00000080ffffff7f                 | [-2.147483648E9, 2.147483647E9]",
        "INT64  | 0000000000000080ffffffffffffff7f | [-9223372036854775808, 9223372036854775807]",
        "UINT8  | 00ff                             | [0.0, 255.0]",
        "UINT16 | 0000ffff                         | [0.0, 65535.0]",
        "UINT32 | 00000000ffffffff                 | [0.0, 4.294967295E9]",
        "UINT64 | 0000000000000000ffffffffffffffff | [0, 18446744073709551615]",
        "FP16   | ff7b007e                         | [65504.0, null]",
        "FP32   | 0000c03f0000c07f                 | [1.5, null]",
        "FP64   | 000000000000f83f000000000000f87f | [1.5, null]",
        "BYTES  | 00000000 03000000 c3a461         | [, äa]"
      })
  void readsEveryDatatypeInLittleEndianOrder(String datatype, String hex, String expected) {
    assertThat(values(read(datatype, List.of(2L), hex)).toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT16 | 000000             | 3 bytes, which are no INT16",
        "INT16 | 0000               | has 1 elements",
        "INT16 | 000000000000       | has 3 elements",
        "BOOL  | 0102               | has 2 as element 1",
        "BYTES | 0000000000         | end within a text",
        "BYTES | 02000000 61        | end within a text",
        "BYTES | ffffffff 61        | end within a text",
        "BYTES | 01000000 61        | has 1 elements",
        "BYTES | 01000000 ff 00000000 | has other bytes as element 0"
      })
  void refusesContentsThatAreNoSuchTensor(String datatype, String hex, String message) {
    assertThatThrownBy(() -> read(datatype, List.of(2L), hex))
        .isInstanceOf(RefusedRequestException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAShapeThatIsBeyondCounting() {
    assertThatThrownBy(() -> read("INT8", List.of(1L << 32, 1L << 32), ""))
        .hasMessageContaining("has 0 elements");
  }

  @Test
  void writesNumbersAndTexts() {
    assertThat(hex(new OutputTensor.Numbers(new double[] {1.5, -2})))
        .isEqualTo("000000000000f83f" + "00000000000000c0");
    assertThat(hex(new OutputTensor.Texts(new String[] {"", "ä"})))
        .isEqualTo("00000000" + "02000000c3a4");
  }

  private static String hex(OutputTensor.Content content) {
    ByteBuffer written =
        RawContents.write(new OutputTensor("x", List.of(2L), content, List.of(), Map.of()));
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Elements read(String datatype, List<Long> shape, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return RawContents.read("x", Datatype.of("x", datatype), shape, ByteBuffer.wrap(bytes));
  }

  private static List<@Nullable Object> values(Elements elements) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < elements.count(); i++) {
      values.add(elements.at(i));
    }
    return values;
  }
}
