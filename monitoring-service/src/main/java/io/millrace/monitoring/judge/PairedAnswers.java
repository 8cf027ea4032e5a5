package io.millrace.monitoring.judge;

import io.millrace.event.Label;
import io.millrace.event.Opinion;
import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.scoring.metric.Answers;
import io.millrace.scoring.metric.ClassAnswers;
import io.millrace.scoring.metric.NumberAnswers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The answers of two versions to the same events, counted as training counts them.
 *
 * @param rarest how many events the rarest class has that occurs; of numbers, how many there are
 */
record PairedAnswers(Answers champion, Answers challenger, long rarest) {

  static PairedAnswers of(List<Labelled> pairs, Metric metric, Define define) {
    return metric.task().isOfNumbers() ? numbers(pairs) : classes(pairs, define);
  }

  private static PairedAnswers numbers(List<Labelled> all) {
    List<Labelled> pairs =
        all.stream()
            .filter(pair -> pair.champion().value() != null && pair.challenger().value() != null)
            .filter(pair -> Double.isFinite(Loss.number(pair.truth())))
            .toList();
    double[] truth = pairs.stream().mapToDouble(pair -> Loss.number(pair.truth())).toArray();
    return new PairedAnswers(
        new NumberAnswers(truth, values(pairs, Labelled::champion)),
        new NumberAnswers(truth, values(pairs, Labelled::challenger)),
        truth.length);
  }

  private static double[] values(List<Labelled> pairs, Function<Labelled, Opinion> whose) {
    return pairs.stream()
        .mapToDouble(pair -> Objects.requireNonNull(whose.apply(pair).value()))
        .toArray();
  }

  private static PairedAnswers classes(List<Labelled> all, Define define) {
    List<Labelled> pairs =
        all.stream()
            .filter(pair -> pair.champion().label() != null && pair.challenger().label() != null)
            .toList();
    TreeSet<String> names = new TreeSet<>();
    for (Labelled pair : pairs) {
      names.add(pair.truth());
      Stream.of(pair.champion(), pair.challenger())
          .forEach(said -> names.addAll(probabilities(said).keySet()));
    }
    List<String> classes = List.copyOf(names);
    int[] truth = pairs.stream().mapToInt(pair -> classes.indexOf(pair.truth())).toArray();
    return new PairedAnswers(
        classes(pairs, Labelled::champion, classes, truth, define),
        classes(pairs, Labelled::challenger, classes, truth, define),
        rarest(truth, classes.size()));
  }

  private static ClassAnswers classes(
      List<Labelled> pairs,
      Function<Labelled, Opinion> whose,
      List<String> classes,
      int[] truth,
      Define define) {
    int[] answer = new int[truth.length];
    float[] probabilities = new float[truth.length * classes.size()];
    for (int row = 0; row < truth.length; row++) {
      Opinion said = whose.apply(pairs.get(row));
      answer[row] = classes.indexOf(Label.of(Objects.requireNonNull(said.label())));
      for (int cls = 0; cls < classes.size(); cls++) {
        probabilities[row * classes.size() + cls] =
            probabilities(said).getOrDefault(classes.get(cls), 0.0).floatValue();
      }
    }
    return new ClassAnswers(
        classes.size(), positive(classes, define), truth, answer, probabilities);
  }

  private static Map<String, Double> probabilities(Opinion said) {
    return said.probabilities() == null ? Map.of() : said.probabilities();
  }

  private static OptionalInt positive(List<String> classes, Define define) {
    int named = define.positive().map(classes::indexOf).orElse(classes.size() - 1);
    return classes.size() > 2 || named < 0 ? OptionalInt.empty() : OptionalInt.of(named);
  }

  private static long rarest(int[] truth, int classes) {
    long[] there = new long[classes];
    for (int cls : truth) {
      there[cls]++;
    }
    return Arrays.stream(there).filter(count -> count > 0).min().orElse(0);
  }
}
