package io.millrace.inference.score;

import io.millrace.problem.ProblemName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a request and what they are answered. Good rows, which are those that were scored,
 * are numbered by themselves.
 */
public final class PredictedRows {

  private final ProblemName problem;
  private final Verdicts verdicts;
  private final CheckedRows rows;
  private final String id;

  /**
   * @param verdicts on the good rows
   * @param id of the request
   */
  public PredictedRows(ProblemName problem, Verdicts verdicts, CheckedRows rows, String id) {
    this.problem = problem;
    this.verdicts = verdicts;
    this.rows = rows;
    this.id = id;
  }

  /** The same, and what more versions said. */
  PredictedRows beside(List<Said> more) {
    return more.isEmpty() ? this : new PredictedRows(problem, verdicts.beside(more), rows, id);
  }

  public ProblemName problem() {
    return problem;
  }

  /** Who answers the good rows. */
  public Verdicts verdicts() {
    return verdicts;
  }

  /** Rows of the request, good and bad. */
  public int size() {
    return rows.size();
  }

  /** What is wrong with a row of the request. */
  public Optional<RowError> error(int row) {
    return rows.error(row);
  }

  /** Whether a good row has an answer. */
  public boolean isAnswered(int good) {
    return verdicts.isAnswered(good);
  }

  /** How many of the good rows have an answer. */
  public int answered() {
    return verdicts.answered();
  }

  /** The id of a good row's prediction. */
  public String id(int good) {
    return verdicts.size() == 1 ? id : id + '-' + good;
  }

  /** Whom a good row is about; the problem's name where it does not say. */
  public String entity(int good) {
    @Nullable String[] entities = rows.entities();
    String entity = entities.length > 0 ? entities[good] : null;
    return entity == null ? problem.value() : entity;
  }
}
