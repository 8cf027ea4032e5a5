package io.millrace.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.inference.protocol.TensorRow.Column;
import io.millrace.inference.score.CheckedRows;
import io.millrace.inference.score.RowColumns;
import io.millrace.inference.score.RowReader;
import io.millrace.inference.score.RowSource;
import io.millrace.problem.Data;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read column by column is what is read row by row, or is left to that. */
class TensorRowsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final int ROWS = 3;

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Feature.Number("light", false, Optional.of(new Feature.Range(0, 100))),
              new Feature.Category("window", true, List.of()),
              new Feature.Bool("heating", true)));

  private static final RowReader READER =
      new RowReader(
          SCHEMA,
          new Data(
              Optional.of("date"), Optional.empty(), Optional.of("room"), Data.DEFAULT_ID, SCHEMA));

  @Test
  void readsAnyElementsAsTheirRowsAreRead() {
    Random random = new Random(7);
    int filled = 0;
    for (int i = 0; i < 5000; i++) {
      Map<String, Column> columns = new LinkedHashMap<>();
      for (String name : List.of("light", "window", "heating", "date", "room")) {
        if (random.nextInt(8) > 0) {
          columns.put(name, new Column(elements(name, random), 0, 1));
        }
      }
      TensorRows rows = new TensorRows(columns, ROWS);
      List<Boolean> tried = new ArrayList<>();

      CheckedRows read = READER.read(watched(rows, tried), NOW);

      assertThat(told(read)).isEqualTo(told(READER.read(byRow(rows), NOW)));
      filled += tried.getFirst() ? 1 : 0;
    }
    assertThat(filled).isBetween(200, 4800);
  }

  /** Mostly what fits. */
  private static Elements elements(String name, Random random) {
    int kind = random.nextInt(6);
    if (name.equals("light") || (kind == 0 && !name.equals("date"))) {
      return new Elements.Numbers(
          random.doubles(ROWS).map(d -> d < 0.02 ? Double.NaN : Math.rint(d * 105)).toArray());
    }
    BitSet missing = new BitSet();
    missing.set(random.nextInt(2 * ROWS));
    if (name.equals("heating") || kind == 1) {
      return new Elements.Flags(new boolean[] {true, false, random.nextBoolean()}, missing);
    }
    if (kind == 2) {
      return new Elements.Wholes(
          random.longs(ROWS, -1, 1L << 40).toArray(), random.nextBoolean(), missing);
    }
    @Nullable String[] texts = {"2026-01-01", random.nextBoolean() ? null : "2026-01-02", "2026"};
    texts[2] = random.nextInt(4) == 0 ? "ö" : "2026-02-02";
    return new Elements.Texts(texts);
  }

  private static RowSource watched(RowSource source, List<Boolean> tried) {
    return new RowSource() {
      @Override
      public boolean fill(RowColumns columns) {
        tried.add(source.fill(columns));
        return tried.getFirst();
      }

      @Override
      public List<?> rows() {
        return source.rows();
      }
    };
  }

  private static RowSource byRow(RowSource source) {
    return new RowSource() {
      @Override
      public boolean fill(RowColumns columns) {
        return false;
      }

      @Override
      public List<?> rows() {
        return source.rows();
      }
    };
  }

  private static String told(CheckedRows rows) {
    List<String> told = new ArrayList<>();
    for (int row = 0; row < rows.good().size(); row++) {
      told.add(
          rows.good().values(row)
              + "@"
              + rows.good().epochMillis()[row]
              + "/"
              + rows.entities()[row]);
    }
    for (int row = 0; row < rows.size(); row++) {
      told.add(rows.error(row).toString());
    }
    return told.toString();
  }
}
