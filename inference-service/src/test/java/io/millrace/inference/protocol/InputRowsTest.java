package io.millrace.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InputRowsTest {

  private static final Schema NUMBERS =
      new Schema(
          List.of(
              new Feature.Number("light", false, Optional.empty()),
              new Feature.Number("co2", true, Optional.empty()),
              new Feature.Bool("heating", false)));

  private static final Schema MIXED =
      new Schema(
          List.of(
              new Feature.Number("light", false, Optional.empty()),
              new Feature.Category("window", true, List.of())));

  @Test
  void readsOneTensorAFeature() {
    List<TensorRow> rows =
        rows(
            MIXED,
            numbers("light", List.of(2L), 1, 2),
            texts("window", List.of(2L, 1L), "open", null));

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("light")).isEqualTo(1.0);
    assertThat(rows.get(0).get("window")).isEqualTo("open");
    assertThat(rows.get(1).get("window")).isNull();
    assertThat(rows.get(1).get("else")).isNull();
  }

  @Test
  void readsAMatrixWithAColumnAFeature() {
    List<TensorRow> rows =
        rows(NUMBERS, numbers("anything", List.of(2L, 3L), 1, Double.NaN, 0, 4, 5, 1));

    assertThat(rows.get(0)).isEqualTo(row(1.0, null, 0.0));
    assertThat(rows.get(1)).isEqualTo(row(4.0, 5.0, 1.0));
  }

  private static Map<String, @Nullable Object> row(
      @Nullable Object light, @Nullable Object co2, @Nullable Object heating) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("light", light);
    row.put("co2", co2);
    row.put("heating", heating);
    return row;
  }

  @Test
  void takesTheFieldsOfTimeAndEntityBesides() {
    List<TensorRow> rows =
        rows(
            NUMBERS,
            texts("room", List.of(1L), "a"),
            numbers("m", List.of(1L, 3L), 1, 2, 0),
            texts("date", List.of(1L), "2026-01-01"));

    assertThat(rows.getFirst().get("room")).isEqualTo("a");
    assertThat(rows.getFirst().get("date")).isEqualTo("2026-01-01");
    assertThat(rows.getFirst().get("co2")).isEqualTo(2.0);
  }

  @Test
  void doesWithoutAnOptionalFeature() {
    assertThat(rows(MIXED, numbers("light", List.of(1L), 1)).getFirst().get("window")).isNull();
  }

  @Test
  void takesNoRows() {
    assertThat(rows(MIXED, numbers("light", List.of(0L)))).isEmpty();
  }

  @Test
  void saysWhatTheModelTakes() {
    refuses(NUMBERS, "has no inputs; the model takes light, co2 (optional), heating.");
    refuses(NUMBERS, "has no input 'heating'", numbers("light", List.of(1L), 1));
    refuses(
        NUMBERS,
        "The model has no input 'm', and its shape [1, 2] is not",
        numbers("m", List.of(1L, 2L), 1, 2));
    refuses(NUMBERS, "no input 'm'", numbers("m", List.of(3L), 1, 2, 3));
    refuses(
        NUMBERS,
        "one feature's is [rows] or [rows, 1]",
        numbers("light", List.of(1L, 3L), 1, 2, 3));
    refuses(MIXED, "A matrix is for numbers", numbers("m", List.of(1L, 2L), 1, 2));
    refuses(
        NUMBERS,
        "has the input 'co2' twice",
        numbers("co2", List.of(1L), 1),
        numbers("m", List.of(1L, 3L), 1, 2, 3));
    refuses(
        MIXED,
        "'light' has 1 rows and the tensor 'window' 2",
        numbers("light", List.of(1L), 1),
        texts("window", List.of(2L), "a", "b"));
  }

  @Test
  void boundsTheRows() {
    assertThatThrownBy(() -> rows(MIXED, numbers("light", List.of(4L), 1, 2, 3, 4)))
        .hasMessage("The request has 4 rows; at most 3 are answered at a time.")
        .extracting(e -> ((RefusedRequestException) e).reason())
        .isEqualTo(RefusedRequestException.Reason.TOO_LARGE);
  }

  private static void refuses(Schema schema, String message, Tensor... inputs) {
    assertThatThrownBy(() -> rows(schema, inputs))
        .isInstanceOf(RefusedRequestException.class)
        .hasMessageContaining(message);
  }

  private static List<TensorRow> rows(Schema schema, Tensor... inputs) {
    Data data =
        new Data(Optional.of("date"), Optional.empty(), Optional.of("room"), "event_id", schema);
    return new InputRows(schema, data, 3).of(new ArrayList<>(List.of(inputs))).rows();
  }

  private static Tensor numbers(String name, List<Long> shape, double... values) {
    return new Tensor(name, Datatype.FP64, shape, new Elements.Numbers(values));
  }

  private static Tensor texts(String name, List<Long> shape, @Nullable String... values) {
    return new Tensor(name, Datatype.BYTES, shape, new Elements.Texts(values));
  }
}
