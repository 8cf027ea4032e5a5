package io.millrace.inference.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.inference.protocol.Elements;
import io.millrace.inference.protocol.InferRequest;
import io.millrace.inference.protocol.RefusedRequestException;
import io.millrace.inference.protocol.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonElementsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL   | [true, false, null]                  | [true, false, null]",
        "INT8   | [-128, 127, null]                    | [-128.0, 127.0, null]",
        "INT16  | [-32768, 32767, 1.0]                 | [-32768.0, 32767.0, 1.0]",
        "INT32  | [-2147483648, 2147483647, NaN]       | [-2.147483648E9, 2.147483647E9, null]",
        "INT64  | [-9223372036854775808, 9223372036854775807, null]"
            + " | [-9223372036854775808, 9223372036854775807, null]",
        "UINT8  | [0, 255, 2e2]                        | [0.0, 255.0, 200.0]",
        "UINT16 | [0, 65535, null]                     | [0.0, 65535.0, null]",
        "UINT32 | [0, 4294967295, null]                | [0.0, 4.294967295E9, null]",
        "UINT64 | [0, 18446744073709551615, null]      | [0, 18446744073709551615, null]",
        "FP16   | [65504, -0.1, null]                  | [65504.0, -0.1, null]",
        "FP32   | [3.4e38, 0.1, NaN]                   | [3.4E38, 0.1, null]",
        "FP64   | [1.7e308, 3, null]                   | [1.7E308, 3.0, null]",
        "FP64   | [Infinity, -Infinity, 12345678901234567890] "
            + "| [Infinity, -Infinity, 1.2345678901234567E19]",
        "BYTES  | [\"\", \"größer\", null]             | [, größer, null]"
      })
  void readsEveryDatatype(String datatype, String data, String expected) {
    assertThat(values(tensor(datatype, "[3]", data)).toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL   | 1",
        "BOOL   | \"true\"",
        "INT8   | 128",
        "INT8   | -129",
        "INT8   | 1.5",
        "INT8   | true",
        "INT8   | \"1\"",
        "INT16  | 32768",
        "INT32  | 2147483648",
        "INT64  | 9223372036854775808",
        "INT64  | 1e300",
        "INT64  | Infinity",
        "UINT8  | -1",
        "UINT8  | 256",
        "UINT16 | 65536",
        "UINT32 | 4294967296",
        "UINT64 | -1",
        "UINT64 | 18446744073709551616",
        "FP16   | 65520",
        "FP32   | 1e39",
        "FP32   | false",
        "FP64   | \"1\"",
        "BYTES  | 1",
        "BYTES  | true"
      })
  void refusesWhatIsNotOfTheDatatype(String datatype, String value) {
    assertThatThrownBy(() -> tensor(datatype, "[1]", "[" + value + "]"))
        .isInstanceOf(RefusedRequestException.class)
        .hasMessageStartingWith("The tensor 'x' has ")
        .hasMessageContaining(" as element 0; of the datatype %s is ".formatted(datatype));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[6]       | [1, 2, 3, 4, 5, 6]",
        "[2, 3]    | [1, 2, 3, 4, 5, 6]",
        "[2, 3]    | [[1, 2, 3], [4, 5, 6]]",
        "[1, 2, 3] | [[[1, 2, 3], [4, 5, 6]]]",
        "[6, 1]    | [[1], [2], [3], [4], [5], [6]]"
      })
  void readsFlatAndNestedDataAlike(String shape, String data) {
    assertThat(values(tensor("INT32", shape, data))).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[0] | []", "[0, 3] | []", "[2, 0] | [[], []]", "[1, 0, 0] | [[]]"})
  void readsNothing(String shape, String data) {
    if (shape.equals("[1, 0, 0]")) {
      assertThatThrownBy(() -> tensor("FP64", shape, data))
          .hasMessageContaining("nested as [1, 0]");
    } else {
      assertThat(values(tensor("FP64", shape, data))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2]       | [1]                   | has 1 elements",
        "[2]       | [1, 2, 3]             | has 3 elements",
        "[2, 2]    | [[1, 2], [3]]         | nested unevenly",
        "[2]       | [1, [2]]              | nested unevenly",
        "[2]       | [[1], 2]              | nested unevenly",
        "[2]       | [[], 2]               | nested unevenly",
        "[2]       | [[1], [2]]            | nested as [2, 1]",
        "[3, 2]    | [[1, 2, 3], [4, 5, 6]] | nested as [2, 3]",
        "[-1]      | [1]                   | which is none",
        "[]        | [1]                   | which is none",
        "[4294967296, 4294967296] | []     | has 0 elements",
        "[3037000500, 3037000500] | []     | has 0 elements",
        "[1]       | [[[[[[[[[1]]]]]]]]]   | nested deeper",
        "[1]       | [{}]                  | no element"
      })
  void refusesDataThatDoNotMakeUpTheShape(String shape, String data, String message) {
    assertThatThrownBy(() -> tensor("FP64", shape, data))
        .isInstanceOf(RefusedRequestException.class)
        .hasMessageContaining(message);
  }

  @Test
  void growsWithTheData() {
    String data = "[" + "1.5, ".repeat(9999) + "2.5]";

    List<@Nullable Object> values = values(tensor("FP32", "[10000]", data));

    assertThat(values).hasSize(10_000).startsWith(1.5, 1.5).endsWith(1.5, 2.5);
  }

  @Test
  void takesMembersInAnyOrderAndLeavesOutThoseItDoesNotKnow() {
    InferRequest request =
        read(
            """
            {"outputs": [{"parameters": {"k": 1.5}, "name": "label", "x": [1]}], "y": {"z": [[]]},
             "inputs": [{"data": [1], "shape": [1], "w": null, "datatype": "INT8", "name": "x",
                         "parameters": {}}],
             "parameters": null, "id": "7"}
            """);

    assertThat(request.id()).isEqualTo("7");
    assertThat(request.parameters()).isEmpty();
    assertThat(request.outputs().getFirst().name()).isEqualTo("label");
    assertThat(request.outputs().getFirst().parameters()).isEqualTo(Map.of("k", 1.5));
    assertThat(values(request.inputs().getFirst())).containsExactly(1.0);
  }

  private static Tensor tensor(String datatype, String shape, String data) {
    return read("""
            {"inputs": [{"name": "x", "data": %s, "datatype": "%s", "shape": %s}]}
            """
            .formatted(data, datatype, shape))
        .inputs()
        .getFirst();
  }

  private static InferRequest read(String json) {
    return InferRequestReader.read("m", "", json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<@Nullable Object> values(Tensor tensor) {
    Elements elements = tensor.elements();
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < elements.count(); i++) {
      values.add(elements.at(i));
    }
    return values;
  }
}
