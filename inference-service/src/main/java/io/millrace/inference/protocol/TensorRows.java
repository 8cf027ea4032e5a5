package io.millrace.inference.protocol;

import io.millrace.event.Feature;
import io.millrace.event.Label;
import io.millrace.inference.protocol.TensorRow.Column;
import io.millrace.inference.score.RowColumns;
import io.millrace.inference.score.RowSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows that a request's tensors hold, by name. */
record TensorRows(Map<String, Column> columns, int count) implements RowSource {

  @Override
  public List<TensorRow> rows() {
    return IntStream.range(0, count).mapToObj(row -> new TensorRow(columns, row)).toList();
  }

  @Override
  public boolean fill(RowColumns rows) {
    List<Bound> bound =
        columns.entrySet().stream()
            .map(entry -> Bound.of(entry.getKey(), entry.getValue(), rows))
            .toList();
    for (int row = 0; row < count; row++) {
      rows.open();
      for (int i = 0; i < bound.size(); i++) {
        if (!bound.get(i).fill(row, rows)) {
          return false;
        }
      }
      if (!rows.isComplete()) {
        return false;
      }
    }
    return true;
  }

  /**
   * A column, and what its values are for.
   *
   * @param feature its position, negative for none
   */
  private record Bound(Column column, int feature, boolean word, boolean time, boolean entity) {

    static Bound of(String name, Column column, RowColumns rows) {
      int feature = rows.indexOf(name);
      boolean word =
          feature >= 0 && rows.schema().features().get(feature) instanceof Feature.Category;
      return new Bound(column, feature, word, rows.isTime(name), rows.isEntity(name));
    }

    boolean fill(int row, RowColumns rows) {
      if (entity) {
        rows.setEntity(column.at(row));
      }
      return (!time || rows.setTime(column.at(row)))
          && (feature < 0 || fill(column.index(row), column.elements(), rows));
    }

    private boolean fill(int index, Elements elements, RowColumns rows) {
      return switch (elements) {
        case Elements.Numbers(var values) ->
            Double.isNaN(values[index]) ? missing(rows) : number(values[index], rows);
        case Elements.Wholes wholes ->
            wholes.missing().get(index) ? missing(rows) : whole(wholes, index, rows);
        case Elements.Flags(var values, var missing) ->
            missing.get(index) ? missing(rows) : flag(values[index], rows);
        case Elements.Texts(var values) -> text(values[index], rows);
      };
    }

    private boolean missing(RowColumns rows) {
      rows.setMissing(feature);
      return true;
    }

    private boolean number(double value, RowColumns rows) {
      return word ? rows.setCategory(feature, Label.of(value)) : rows.setNumber(feature, value);
    }

    /** What only an unsigned number holds is left to others. */
    private boolean whole(Elements.Wholes wholes, int index, RowColumns rows) {
      long value = wholes.values()[index];
      if (wholes.unsigned() && value < 0) {
        return false;
      }
      return word
          ? rows.setCategory(feature, Long.toString(value))
          : rows.setNumber(feature, value);
    }

    private boolean flag(boolean value, RowColumns rows) {
      return word
          ? rows.setCategory(feature, Boolean.toString(value))
          : rows.setBool(feature, value);
    }

    private boolean text(@Nullable String value, RowColumns rows) {
      return value == null ? missing(rows) : word && rows.setCategory(feature, value);
    }
  }
}
