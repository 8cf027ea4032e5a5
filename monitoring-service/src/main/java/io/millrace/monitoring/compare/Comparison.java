package io.millrace.monitoring.compare;

import io.millrace.problem.Monitor;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares windows with one model version's baseline. A column moved when PSI says that the shift
 * is of consequence and a test of significance says that it is no chance. For as many columns as a
 * model has, at most one window in a hundred that has not drifted may say so. Safe for concurrent
 * use.
 */
public final class Comparison {

  /** How often a window without drift may be called drifted. */
  static final double FALSE_ALARMS = 0.01;

  private final Map<String, Reference> features = new LinkedHashMap<>();
  private final Optional<Reference> output;
  private final String target;
  private final double alpha;

  /**
   * @param target the name under which the output is reported
   */
  public Comparison(Baseline baseline, String target) {
    baseline
        .features()
        .forEach((name, column) -> prepare(column).ifPresent(r -> features.put(name, r)));
    this.output = prepare(baseline.output());
    this.target = target;
    this.alpha = FALSE_ALARMS / (features.size() + 1);
  }

  private static Optional<Reference> prepare(FeatureBaseline baseline) {
    if (baseline.count() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        switch (baseline) {
          case FeatureBaseline.Numbers numbers -> new NumberReference(numbers);
          case FeatureBaseline.Categories words -> new WordReference(words);
        });
  }

  /** The verdict on a window. */
  public WindowVerdict compare(Sample sample, Monitor.Test test) {
    List<ColumnVerdict> verdicts = new ArrayList<>(features.size());
    features.forEach(
        (name, reference) -> {
          Column column = sample.features().get(name);
          if (column != null) {
            judge(name, reference, column, test).ifPresent(verdicts::add);
          }
        });
    return new WindowVerdict(
        verdicts, output.flatMap(reference -> judge(target, reference, sample.output(), test)));
  }

  private Optional<ColumnVerdict> judge(
      String name, Reference reference, Column column, Monitor.Test test) {
    List<Finding> findings = reference.compare(name, column, alpha);
    if (findings.isEmpty()) {
      return Optional.empty();
    }
    Finding psi = findings.getFirst();
    List<Finding> significance = findings.subList(1, findings.size());
    return Optional.of(
        switch (test) {
          case PSI -> new ColumnVerdict(name, psi.crossed(), List.of(psi));
          case AUTO ->
              new ColumnVerdict(
                  name,
                  psi.crossed() && significance.stream().anyMatch(Finding::crossed),
                  findings);
        });
  }
}
