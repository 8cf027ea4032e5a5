package io.millrace.inference.score;

import io.millrace.event.Opinion;
import io.millrace.inference.load.By;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a version said about the rows of a batch that it was asked about.
 *
 * @param places of the batch's rows in what was scored; one of the two below where there is no
 *     answer
 * @param failure of the rows that failed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
record Said(By by, @Nullable Scored scored, int[] places, String failure) {

  static final int NOT_ASKED = -1;
  static final int FAILED = -2;

  /** All rows of a batch, as they were scored. */
  static Said all(By by, Scored scored) {
    int[] places = new int[scored.rows().size()];
    Arrays.setAll(places, row -> row);
    return new Said(by, scored, places, Scored.NO_ANSWER.found());
  }

  boolean isAnswer(int row) {
    return scored != null && places[row] >= 0 && scored.scores().isFinite(places[row]);
  }

  boolean wasAsked(int row) {
    return places[row] != NOT_ASKED;
  }

  int answers() {
    int answers = 0;
    for (int row = 0; row < places.length; row++) {
      answers += isAnswer(row) ? 1 : 0;
    }
    return answers;
  }

  int failures() {
    int failures = 0;
    for (int row = 0; row < places.length; row++) {
      failures += wasAsked(row) && !isAnswer(row) ? 1 : 0;
    }
    return failures;
  }

  Opinion opinion(int row) {
    double micros = scored == null ? 0 : scored.micros();
    if (scored == null || !isAnswer(row)) {
      return new Opinion(by.version(), by.role(), null, null, null, micros, failure);
    }
    int place = places[row];
    boolean words = scored.isClassification();
    return new Opinion(
        by.version(),
        by.role(),
        words ? scored.scores().label(place) : null,
        words ? scored.probabilities(place) : null,
        words ? null : scored.scores().value(place),
        micros,
        null);
  }
}
