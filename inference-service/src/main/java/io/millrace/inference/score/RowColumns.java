package io.millrace.inference.score;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.RowBatch;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes good rows value by value, without a box or a map for each. The setters say whether a value
 * is what the model's schema takes; a value that is set again replaces the one before.
 */
public final class RowColumns {

  private final RowReader reader;
  private final RowBatch batch;
  private final Instant now;
  private @Nullable String[] entities;

  RowColumns(RowReader reader, RowBatch batch, Instant now) {
    this.reader = reader;
    this.batch = batch;
    this.now = now;
    this.entities = new @Nullable String[reader.hasEntities() ? 1 : 0];
  }

  public Schema schema() {
    return batch.schema();
  }

  public int size() {
    return batch.size();
  }

  /** Begins a row in which every value is missing. */
  public void open() {
    batch.open(now.toEpochMilli());
    if (entities.length > 0) {
      if (entities.length < batch.size()) {
        entities = Arrays.copyOf(entities, 2 * batch.size());
      }
      entities[batch.size() - 1] = null;
    }
  }

  /** Whether the row has all that it must have. */
  public boolean isComplete() {
    int row = batch.size() - 1;
    List<Feature> features = batch.schema().features();
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      if (!feature.optional()
          && (feature instanceof Feature.Category
              ? batch.categories(i)[row] == null
              : Double.isNaN(batch.numbers(i)[row]))) {
        return false;
      }
    }
    return true;
  }

  /** The position of a feature, or -1 where the model has none of the name. */
  public int indexOf(String name) {
    return batch.indexOf(name);
  }

  /** Whether values of a name are the rows' times. */
  public boolean isTime(String name) {
    return reader.isTime(name);
  }

  /** Whether values of a name say to which entities the rows belong. */
  public boolean isEntity(String name) {
    return reader.isEntity(name);
  }

  /**
   * @param value a text or a number; null for now
   */
  public boolean setTime(@Nullable Object value) {
    Optional<Instant> read = value == null ? Optional.of(now) : reader.time(value);
    read.ifPresent(time -> batch.setTime(time.toEpochMilli()));
    return read.isPresent();
  }

  /**
   * @param value a text, a number or a truth value
   */
  public void setEntity(@Nullable Object value) {
    entities[batch.size() - 1] = RowReader.entity(value);
  }

  /** A number of a feature that takes numbers or truth values. */
  public boolean setNumber(int feature, double value) {
    return RowReader.setNumber(batch.schema().features().get(feature), feature, value, batch);
  }

  /** A truth value of a feature that takes those. */
  public boolean setBool(int feature, boolean value) {
    boolean fits = batch.schema().features().get(feature) instanceof Feature.Bool;
    if (fits) {
      batch.setBool(feature, value);
    }
    return fits;
  }

  /** A word of a feature that takes words. */
  public boolean setCategory(int feature, String word) {
    return batch.schema().features().get(feature) instanceof Feature.Category category
        && RowReader.setCategory(category, feature, word, batch);
  }

  /** Takes a value back. */
  public void setMissing(int feature) {
    if (batch.schema().features().get(feature) instanceof Feature.Category) {
      batch.setCategory(feature, null);
    } else {
      batch.setNumber(feature, Double.NaN);
    }
  }

  CheckedRows rows() {
    return new CheckedRows(batch, entities, List.of());
  }
}
