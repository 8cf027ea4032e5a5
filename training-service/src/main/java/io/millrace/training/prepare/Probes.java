package io.millrace.training.prepare;

import io.millrace.event.Feature;
import io.millrace.scoring.features.RowBatch;
import java.util.List;

/**
 * Rows to ask a model that a holdout may happen not to hold: some of its rows, each of their values
 * missing in turn and all at once, and with categories that nobody has seen.
 */
public final class Probes {

  private static final int ROWS = 8;
  private static final String UNSEEN = "a category that nobody has seen";

  private final RowBatch source;
  private final RowBatch probes;

  private Probes(RowBatch source) {
    this.source = source;
    this.probes = new RowBatch(source.schema(), ROWS * (source.schema().features().size() + 2));
  }

  /** Probes made of rows that are spread over others evenly. */
  public static RowBatch of(RowBatch rows) {
    Probes made = new Probes(rows);
    int count = Math.min(ROWS, rows.size());
    for (int i = 0; i < count; i++) {
      made.add((int) ((long) i * rows.size() / count));
    }
    return made.probes;
  }

  private void add(int row) {
    int features = source.schema().features().size();
    probes.open(source.epochMillis()[row]);
    for (int missing = 0; missing < features; missing++) {
      copy(row, missing, false);
    }
    copy(row, -1, true);
  }

  /**
   * @param missing the feature to leave out; -1 for none
   */
  private void copy(int row, int missing, boolean unseen) {
    List<Feature> features = source.schema().features();
    probes.open(source.epochMillis()[row]);
    for (int i = 0; i < features.size(); i++) {
      if (i != missing) {
        switch (features.get(i)) {
          case Feature.Category _ ->
              probes.setCategory(i, unseen ? UNSEEN : source.categories(i)[row]);
          case Feature.Number _, Feature.Bool _ -> probes.setNumber(i, source.numbers(i)[row]);
        }
      }
    }
  }
}
