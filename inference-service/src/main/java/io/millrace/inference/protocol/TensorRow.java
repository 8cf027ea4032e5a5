package io.millrace.inference.protocol;

import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One row of a request's tensors, by name; nothing is copied. */
final class TensorRow extends AbstractMap<String, @Nullable Object> {

  private final Map<String, Column> columns;
  private final int row;

  TensorRow(Map<String, Column> columns, int row) {
    this.columns = columns;
    this.row = row;
  }

  /**
   * A name's values within a tensor.
   *
   * @param first the element of the first row
   * @param stride from a row's element to the next one's
   */
  record Column(Elements elements, int first, int stride) {
    @Nullable Object at(int row) {
      return elements.at(index(row));
    }

    int index(int row) {
      return first + row * stride;
    }
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    Column column = columns.get(name);
    return column == null ? null : column.at(row);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return columns.containsKey(name);
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    Set<Entry<String, @Nullable Object>> entries = new LinkedHashSet<>();
    columns.forEach((name, column) -> entries.add(new SimpleEntry<>(name, column.at(row))));
    return entries;
  }
}
