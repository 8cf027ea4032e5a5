package io.millrace.monitoring.compare;

import io.millrace.problem.Monitor;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A category's baseline. A bin for each word, in a long vocabulary for each frequent one; one for
 * missing values and one for all others: words that are rare in the baseline and words that it has
 * never seen, which no sample of a long list of words can tell apart.
 */
final class WordReference implements Reference {

  private static final int OTHER = 0;
  private static final int MISSING = 1;
  private static final int FIRST_WORD = 2;

  /** A vocabulary of up to this many words is taken whole. */
  private static final int FEW = 20;

  /**
   * In a longer one a word is frequent from this share of the baseline on and from this count.
   * Lower bounds would pick words that were frequent by luck, and find them rarer ever after.
   */
  private static final double FREQUENT_SHARE = 0.02;

  private static final double FREQUENT_COUNT = 30;

  private final Map<String, Integer> bins = new HashMap<>();
  private final double[] expected;
  private final FeatureBaseline.Categories baseline;

  WordReference(FeatureBaseline.Categories baseline) {
    this.baseline = baseline;
    double rows = baseline.count() + baseline.missing();
    boolean few = baseline.counts().size() <= FEW;
    double least = few ? 1 : Math.max(FREQUENT_COUNT, FREQUENT_SHARE * rows);
    baseline
        .counts()
        .forEach(
            (word, count) -> {
              if (count >= least) {
                bins.put(word, FIRST_WORD + bins.size());
              }
            });
    this.expected = new double[FIRST_WORD + bins.size()];
    baseline.counts().forEach((word, count) -> expected[bins.getOrDefault(word, OTHER)] += count);
    expected[MISSING] = baseline.missing();
  }

  @Override
  public List<Oddity> oddities(Column column) {
    return switch (column) {
      case WordColumn words -> oddities(words);
      case NumberColumn _ -> List.of();
    };
  }

  /**
   * Of words that came once in the baseline there are as many as of those that it has missed (Good
   * 1953, Biometrika 40): so many new ones are no surprise.
   */
  private List<Oddity> oddities(WordColumn words) {
    double m = baseline.count();
    double n = words.count();
    double rows = m + baseline.missing();
    Oddity gone =
        new Oddity(
            Flaw.Kind.MISSING, baseline.missing(), rows, words.missing(), n + words.missing());
    if (n == 0) {
      return List.of(gone);
    }
    double once = baseline.counts().values().stream().filter(count -> count == 1).count();
    double known =
        baseline.counts().keySet().stream().mapToDouble(word -> words.count(word, n)).sum();
    return List.of(gone, new Oddity(Flaw.Kind.UNSEEN, once, m, Math.max(0, n - known), n));
  }

  @Override
  public Optional<Distribution> distribution(String name, Column column) {
    return switch (column) {
      case NumberColumn _ -> Optional.empty();
      case WordColumn words -> Optional.of(new WordCounts(baseline, words).distribution(name));
    };
  }

  @Override
  public List<Question> ask(Column column, Monitor.Test test) {
    return switch (column) {
      case WordColumn words -> ask(words, test);
      case NumberColumn _ -> List.of();
    };
  }

  private List<Question> ask(WordColumn words, Monitor.Test test) {
    double scale = (words.count() + words.missing()) / Arrays.stream(expected).sum();
    double[] actual = new double[expected.length];
    actual[MISSING] = words.missing();
    double known = 0;
    for (Map.Entry<String, Integer> word : bins.entrySet()) {
      int bin = word.getValue();
      actual[bin] = words.count(word.getKey(), expected[bin] * scale);
      known += actual[bin];
    }
    actual[OTHER] = Math.max(0, words.count() - known);
    Counts counts = Counts.pooled(expected, actual);
    Question said = Question.of(Reference.measure(counts, test));
    return test == Monitor.Test.AUTO
        ? List.of(Question.of(Reference.measure(counts, Monitor.Test.PSI)), said)
        : List.of(said);
  }
}
