package io.millrace.monitoring.compare;

import io.millrace.problem.Monitor;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  WordReference(FeatureBaseline.Categories baseline) {
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
    baseline.counts().forEach((word, count) -> expected[bin(word)] += count);
    expected[MISSING] = baseline.missing();
  }

  private int bin(@Nullable String word) {
    return word == null ? MISSING : bins.getOrDefault(word, OTHER);
  }

  @Override
  public List<Question> ask(Column column, Monitor.Test test) {
    return switch (column) {
      case Column.Words words -> ask(words.values(), test);
      case Column.Numbers _ -> List.of();
    };
  }

  private List<Question> ask(@Nullable String[] words, Monitor.Test test) {
    double[] actual = new double[expected.length];
    for (String word : words) {
      actual[bin(word)]++;
    }
    Counts counts = Counts.pooled(expected, actual);
    Question said = Question.of(Reference.measure(counts, test));
    return test == Monitor.Test.AUTO
        ? List.of(Question.of(Reference.measure(counts, Monitor.Test.PSI)), said)
        : List.of(said);
  }
}
