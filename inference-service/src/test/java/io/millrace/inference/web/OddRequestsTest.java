package io.millrace.inference.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.inference.protocol.InferRequest;
import io.millrace.inference.protocol.RefusedRequestException;
import io.millrace.inference.protocol.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Good requests that were damaged: each is read, or refused in words. */
class OddRequestsTest {

  private static final int INPUTS = 20_000;

  private static final String GOOD =
      """
      {"id": "42", "parameters": {"a": true, "b": 3, "c": 1.5, "d": "x"},
       "inputs": [
         {"name": "a", "datatype": "FP16", "shape": [2, 2], "data": [[1, -2.5e3], [null, NaN]]},
         {"name": "b", "datatype": "UINT64", "shape": [2], "data": [18446744073709551615, 0]},
         {"name": "c", "shape": [2, 1], "data": [["ä"], ["\\ud83d\\ude00"]], "datatype": "BYTES"},
         {"name": "d", "datatype": "BOOL", "shape": [2], "data": [true, false]}],
       "outputs": [{"name": "label", "parameters": {"k": 1}}]}
      """;

  private static final String[] WORDS = {
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "NaN",
    "-",
    "1e999",
    "-1",
    "9",
    "\\",
    "\u0000",
    "\"data\"",
    "\"shape\"",
    "[[",
    "]]",
    "9223372036854775808",
    "\"INT8\"",
    "\"FP32\""
  };

  @Test
  void areReadOrRefusedInWords() {
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = damaged(random);
      try {
        InferRequest request = InferRequestReader.read("m", "", input);
        request.inputs().forEach(OddRequestsTest::requireWhole);
        read++;
      } catch (RefusedRequestException e) {
        assertThat(e.detail()).isNotBlank().hasSizeLessThanOrEqualTo(1001);
      }
    }
    assertThat(read).isBetween(1, INPUTS - 1);
  }

  private static void requireWhole(Tensor tensor) {
    long product = tensor.shape().stream().mapToLong(side -> side).reduce(1, (a, b) -> a * b);
    assertThat((long) tensor.elements().count()).isEqualTo(product);
    for (int i = 0; i < tensor.elements().count(); i++) {
      Object element = tensor.elements().at(i);
      assertThat(
              element == null
                  || element instanceof Number
                  || element instanceof String
                  || element instanceof Boolean)
          .isTrue();
    }
  }

  private static byte[] damaged(Random random) {
    StringBuilder text = new StringBuilder(GOOD);
    for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
      int at = random.nextInt(text.length());
      String word = WORDS[random.nextInt(WORDS.length)];
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, word);
        case 1 -> text.deleteCharAt(at);
        default -> text.replace(at, Math.min(text.length(), at + word.length()), word);
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
