package io.millrace.message;

import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.List;

/**
 * What the model sees or says is no longer what it was trained on.
 *
 * @param modelVersion whose baseline was compared with
 * @param evidence every test that spoke, the strongest first; never empty
 * @param summary a plain sentence for people
 */
public record DriftDetected(
    ProblemName problem,
    Kind kind,
    int modelVersion,
    List<Evidence> evidence,
    Window window,
    String summary,
    Instant detectedAt)
    implements ControlMessage {

  public DriftDetected {
    evidence = List.copyOf(evidence);
  }

  public enum Kind {
    /** The features moved. */
    DATA,
    /** The model's answers moved. */
    PREDICTION,
    /** The running metric crossed its bound. */
    PERFORMANCE,
    /** The model's answers became wrong more often: what they follow from is another. */
    CONCEPT,
    /** Other features than in training tell the answers apart. */
    ATTRIBUTION
  }

  /**
   * @param feature its name; for the model's answer, the target's
   * @param test {@code psi}, {@code jensen-shannon}, {@code hellinger}, {@code wasserstein}, {@code
   *     kolmogorov-smirnov}, {@code chi-squared}, {@code adwin}, {@code ndcg-loss}, {@code
   *     attribution} or a metric's name
   * @param threshold the value that {@code statistic} crossed
   */
  public record Evidence(String feature, String test, double statistic, double threshold) {}

  /** The predictions compared, by event time. */
  public record Window(long predictions, Instant from, Instant to) {}
}
