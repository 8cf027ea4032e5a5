package io.millrace.monitoring.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a window's comparison with the baseline gave.
 *
 * @param features those that both the baseline and the window have
 * @param output absent where it cannot be compared
 */
public record WindowVerdict(List<ColumnVerdict> features, Optional<ColumnVerdict> output) {

  public WindowVerdict {
    features = List.copyOf(features);
  }

  public boolean drifted() {
    return columns().anyMatch(ColumnVerdict::drifted);
  }

  /** Features and, last, the output. */
  public Stream<ColumnVerdict> columns() {
    return Stream.concat(features.stream(), output.stream());
  }

  /** What speaks for drift of the features: of those that drifted, every crossed threshold. */
  public List<Finding> featureEvidence() {
    return evidence(features.stream());
  }

  /** What speaks for drift of the output. */
  public List<Finding> outputEvidence() {
    return evidence(output.stream());
  }

  /** Of each feature that drifted what says how far it moved, the strongest first. */
  public List<Finding> movedFeatures() {
    return moved(features.stream());
  }

  /** The same of the output; empty where it has not drifted. */
  public List<Finding> movedOutput() {
    return moved(output.stream());
  }

  private static List<Finding> moved(Stream<ColumnVerdict> columns) {
    return columns
        .flatMap(column -> column.leading().stream())
        .sorted(Comparator.comparingDouble(Finding::strength).reversed())
        .toList();
  }

  private static List<Finding> evidence(Stream<ColumnVerdict> columns) {
    return columns
        .filter(ColumnVerdict::drifted)
        .flatMap(column -> column.findings().stream())
        .filter(Finding::crossed)
        .sorted(Comparator.comparingDouble(Finding::strength).reversed())
        .toList();
  }
}
