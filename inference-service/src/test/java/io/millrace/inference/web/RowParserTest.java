package io.millrace.inference.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.inference.score.CheckedRows;
import io.millrace.inference.score.RowColumns;
import io.millrace.inference.score.RowReader;
import io.millrace.inference.score.RowSource;
import io.millrace.problem.Data;
import io.millrace.scoring.features.RowBatch;
import io.millrace.starter.web.ProblemDetailException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in one pass is what is read through a tree, or is left to that. */
class RowParserTest {

  private static final int INPUTS = 20_000;
  private static final int MOST = 4;
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Feature.Number("light", false, Optional.of(new Feature.Range(-1e9, 1e9))),
              new Feature.Number("co2", true, Optional.empty()),
              new Feature.Category("window", true, List.of("open", "1", "true", "1.5")),
              new Feature.Category("room", true, List.of()),
              new Feature.Bool("heating", true)));

  private static final RowReader READER =
      new RowReader(
          SCHEMA,
          new Data(
              Optional.of("date"), Optional.empty(), Optional.of("room"), Data.DEFAULT_ID, SCHEMA));

  private static final String ROW =
      """
      {"light": 40, "co2": 5.5e2, "window": "open", "heating": true, "x": {"y": ["z", 1]},
       "date": "2026-01-01", "room": "ä-1"}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "[%s]",
        "{\"rows\": [%s]}",
        "[]",
        "{\"rows\": []}",
        "[{\"light\": -1, \"window\": 1, \"room\": 7.0, \"heating\": 0, \"date\": 1700000000000}]",
        "[{\"light\": 9999999, \"window\": true, \"room\": false, \"heating\": false}]",
        "[{\"light\": 1, \"window\": 1.5, \"room\": 12345678901234567890, \"co2\": 12345678901}]",
        "[{\"light\": 1, \"room\": 1e300, \"co2\": null, \"date\": null, \"heating\": null}]",
        "[{\"light\": 1, \"light\": 2, \"co2\": 3, \"co2\": null, \"room\": \" r \"}]",
        "[{\"light\": 1, \"room\": \"\"}, {\"light\": 2, \"room\": \"b\"}, {\"light\": 3}]"
      })
  void readsGoodRowsInOnePass(String body) {
    PredictRequest request = request(bytes(body.replace("%s", ROW)));
    Seen seen = new Seen(request);

    CheckedRows rows = READER.read(seen, NOW);

    assertThat(seen.filled).isTrue();
    assertThat(told(rows)).isEqualTo(told(READER.read(new Tree(request), NOW)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"light\": 1, \"rows\": [{\"light\": 2}]}",
        "{\"rows\": [{\"light\": 1}], \"rows\": [{\"light\": 2}]}",
        "{\"rows\": [{\"light\": 1}], \"light\": 2}",
        "{\"rows\": 1, \"light\": 2}",
        "[{\"light\": \"x\", \"light\": 1}]",
        "[{\"light\": 1}, {\"light\": 1e10}, {}, 7, null, [], {\"light\": {}}]",
        "[{\"light\": 1, \"date\": true}]",
        "[{\"light\": 1, \"room\": {\"a\": 1}}]"
      })
  void leavesWhatIsOddToTheTree(String body) {
    Seen seen = new Seen(request(bytes(body)));

    String told = outcome(seen);

    assertThat(seen.filled).isFalse();
    assertThat(told).isEqualTo(outcome(new Tree(request(bytes(body)))));
  }

  @Test
  void readsDamagedRequestsAsTheTreeDoes() {
    Random random = new Random(7);
    int filled = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] body = damaged(random);
      Seen seen = new Seen(request(body));
      assertThat(outcome(seen))
          .as(new String(body, StandardCharsets.UTF_8))
          .isEqualTo(outcome(new Tree(request(body))));
      filled += seen.filled ? 1 : 0;
    }
    assertThat(filled).isBetween(INPUTS / 50, INPUTS - INPUTS / 50);
  }

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
    "-",
    "1e999",
    "-1",
    "9",
    "\\",
    "\u0000",
    "\"rows\"",
    "\"light\": 2,",
    "\"room\": 1,",
    "\"date\": 5,",
    "[[",
    "1e3",
    "\"open\"",
    " "
  };

  private static byte[] damaged(Random random) {
    String rows = ROW + ", {\"light\": 1}, " + ROW;
    StringBuilder text =
        new StringBuilder(
            switch (random.nextInt(3)) {
              case 0 -> ROW;
              case 1 -> "[" + rows + "]";
              default -> "{\"rows\": [" + rows + "]}";
            });
    for (int hits = random.nextInt(3); hits >= 0; hits--) {
      int at = random.nextInt(text.length());
      String word = WORDS[random.nextInt(WORDS.length)];
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, word);
        case 1 -> text.deleteCharAt(at);
        default -> text.replace(at, Math.min(text.length(), at + word.length()), word);
      }
    }
    byte[] bytes = bytes(text.toString());
    if (random.nextInt(8) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static String outcome(RowSource source) {
    try {
      return told(READER.read(source, NOW));
    } catch (ProblemDetailException e) {
      return e.status() + " " + e.getMessage();
    }
  }

  /** Everything that counts of what was read. */
  private static String told(CheckedRows rows) {
    RowBatch batch = rows.good();
    List<String> told = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      told.add(batch.values(row) + "@" + batch.epochMillis()[row] + "/" + rows.entities()[row]);
    }
    for (int row = 0; row < rows.size(); row++) {
      told.add(rows.error(row).toString());
    }
    return told.toString();
  }

  /** Tells whether one pass was enough. */
  private static final class Seen implements RowSource {

    private final RowSource source;
    private boolean filled;

    Seen(RowSource source) {
      this.source = source;
    }

    @Override
    public boolean fill(RowColumns columns) {
      filled = source.fill(columns);
      return filled;
    }

    @Override
    public List<?> rows() {
      return source.rows();
    }
  }

  /** Goes through the tree at once. */
  private record Tree(RowSource source) implements RowSource {

    @Override
    public boolean fill(RowColumns columns) {
      return false;
    }

    @Override
    public List<?> rows() {
      return source.rows();
    }
  }

  private static PredictRequest request(byte[] body) {
    return PredictRequest.of(body, MOST);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
