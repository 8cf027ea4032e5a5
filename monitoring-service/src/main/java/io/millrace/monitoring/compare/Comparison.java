package io.millrace.monitoring.compare;

import io.millrace.problem.Monitor;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares windows with one model version's baseline. Unless a test is named, a column moved when
 * PSI says that the shift is of consequence and a test of significance says that it is no chance:
 * small windows are decided by the second, large ones by the first. For as many columns as a model
 * has, at most one window in a hundred that has not drifted may say so. Safe for concurrent use.
 */
public final class Comparison {

  /** How often a window without drift may be called drifted. */
  static final double FALSE_ALARMS = 0.01;

  private final Map<String, Reference> features = new LinkedHashMap<>();
  private final Optional<Reference> output;
  private final String target;
  private final long rows;

  /**
   * @param target the name under which the output is reported
   */
  public Comparison(Baseline baseline, String target) {
    baseline
        .features()
        .forEach((name, column) -> prepare(column).ifPresent(r -> features.put(name, r)));
    this.output = prepare(baseline.output());
    this.target = target;
    this.rows = baseline.rows();
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
    List<Examination> examined = new ArrayList<>(features.size());
    features.forEach(
        (name, reference) -> {
          Column column = sample.features().get(name);
          if (column != null) {
            examine(name, reference, column, test).ifPresent(examined::add);
          }
        });
    Column answered = sample.output();
    Optional<Examination> answers =
        answered == null
            ? Optional.empty()
            : output.flatMap(reference -> examine(target, reference, answered, test));
    double[] p =
        Stream.concat(examined.stream(), answers.stream()).mapToDouble(Examination::p).toArray();
    double level = FalseDiscovery.level(p, FALSE_ALARMS);
    return new WindowVerdict(
        examined.stream().map(column -> column.verdict(level)).toList(),
        answers.map(column -> column.verdict(level)));
  }

  /** What is wrong with the features' values, whatever the test; the most frequent first. */
  public List<Flaw> flaws(Sample sample) {
    return flaws(sample, Delivery.NONE);
  }

  /** The same, and what is wrong with how events came. */
  public List<Flaw> flaws(Sample sample, Delivery delivery) {
    List<Flaw> flaws = new ArrayList<>();
    List<Double> p = new ArrayList<>();
    features.forEach(
        (name, reference) -> {
          Column column = sample.features().get(name);
          List<Oddity> oddities = column == null ? List.of() : reference.oddities(column);
          for (Oddity oddity : oddities) {
            flaws.add(oddity.of(name));
            p.add(oddity.p());
          }
        });
    for (Oddity oddity : delivery.oddities(rows)) {
      flaws.add(oddity.of(null));
      p.add(oddity.p());
    }
    double level =
        FalseDiscovery.level(p.stream().mapToDouble(Double::doubleValue).toArray(), FALSE_ALARMS);
    return IntStream.range(0, p.size())
        .filter(i -> p.get(i) <= level)
        .mapToObj(flaws::get)
        .sorted(Comparator.comparingDouble(Flaw::share).reversed())
        .toList();
  }

  /** How each column is distributed beside its baseline; the answers come last. */
  public List<Distribution> distributions(Sample sample) {
    List<Distribution> all = new ArrayList<>();
    features.forEach(
        (name, reference) -> {
          Column column = sample.features().get(name);
          if (column != null) {
            reference.distribution(name, column).ifPresent(all::add);
          }
        });
    Column answered = sample.output();
    if (answered != null) {
      output.flatMap(reference -> reference.distribution(target, answered)).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Examination> examine(
      String name, Reference reference, Column column, Monitor.Test test) {
    List<Question> questions = reference.ask(column, test);
    return questions.isEmpty() ? Optional.empty() : Optional.of(new Examination(name, questions));
  }
}
