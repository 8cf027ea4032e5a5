package io.millrace.acceptance.fuzz;

import io.millrace.inference.score.RowError;
import io.millrace.inference.score.RowReader;
import io.millrace.inference.web.PredictBodies;
import io.millrace.problem.Problem;
import io.millrace.scoring.features.RowBatch;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.web.ProblemDetailException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of a request for predictions. */
final class PredictRows implements Boundary {

  private static final Instant NOW = Instant.parse("2026-02-02T14:19:00Z");

  private final List<Problem> problems =
      List.of(Samples.problem(Samples.PUMPS), Samples.problem(Samples.RIVER));

  @Override
  public String name() {
    return "predict";
  }

  @Override
  public List<byte[]> seeds() {
    return Samples.predictions();
  }

  @Override
  public void take(byte[] input) {
    List<?> rows;
    try {
      rows = PredictBodies.read(input);
    } catch (ProblemDetailException refused) {
      Invariant.holds(refused.status().is4xxClientError(), "the fault is the caller's", refused);
      return;
    }
    for (Problem problem : problems) {
      RowBatch batch = new RowBatch(problem.data().features(), 1);
      RowReader reader = new RowReader(problem.data().features(), problem.data());
      rows.forEach(row -> take(row, reader, batch));
      requireSame(batch, reader.read(PredictBodies.source(input), NOW).good());
    }
  }

  /** What is read in one pass is what is read row by row. */
  private static void requireSame(RowBatch each, RowBatch all) {
    Invariant.same(each.size(), all.size(), "good rows");
    for (int row = 0; row < each.size(); row++) {
      Invariant.same(each.values(row), all.values(row), "a row's values");
      Invariant.same(each.epochMillis()[row], all.epochMillis()[row], "a row's time");
    }
  }

  private static void take(Object row, RowReader reader, RowBatch batch) {
    if (!(row instanceof Map<?, ?> values)) {
      return;
    }
    int before = batch.size();
    Optional<RowError> error = reader.read(values, NOW, batch);
    Invariant.same(error.isPresent() ? before : before + 1, batch.size(), "a row or an error");
    if (error.isPresent()) {
      Invariant.holds(!error.get().found().isBlank(), "an error says what was found", error);
      Invariant.holds(!error.get().expected().isBlank(), "an error says what is allowed", error);
      MillraceJson.mapper().writeValueAsBytes(error.get());
    } else {
      MillraceJson.mapper().writeValueAsBytes(batch.values(before));
      MillraceJson.mapper().writeValueAsBytes(Instant.ofEpochMilli(batch.epochMillis()[before]));
    }
  }
}
