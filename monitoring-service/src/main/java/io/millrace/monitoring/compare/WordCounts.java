package io.millrace.monitoring.compare;

import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of a baseline and of a window, and how often each came, to be shown. */
record WordCounts(FeatureBaseline.Categories baseline, WordColumn window) {

  /** All but the bins of other words and of missing values. */
  private static final int WORDS = Distribution.BINS - 2;

  /** As much as tells a word apart for people. */
  private static final int LONGEST = 40;

  private record Word(String word, long usual, long now) {

    private static final Comparator<Word> ORDER =
        Comparator.comparingLong(Word::usual)
            .thenComparingLong(Word::now)
            .reversed()
            .thenComparing(Word::word);

    private double share(double rowsBefore, double rowsNow) {
      return Math.max(usual / rowsBefore, now / rowsNow);
    }
  }

  Distribution distribution(String column) {
    double before = Math.max(1, baseline.count());
    double now = Math.max(1, window.count());
    List<Word> shown =
        words().stream()
            .sorted(
                Comparator.<Word>comparingDouble(word -> -word.share(before, now))
                    .thenComparing(Word.ORDER))
            .limit(WORDS)
            .sorted(Word.ORDER)
            .toList();
    List<Long> usualCounts = new ArrayList<>(shown.stream().map(Word::usual).toList());
    List<Long> counts = new ArrayList<>(shown.stream().map(Word::now).toList());
    add(usualCounts, baseline.count(), baseline.missing());
    add(counts, window.count(), window.missing());
    return new Distribution(
        column,
        null,
        shown.stream().map(word -> shown(word.word())).toList(),
        usualCounts,
        counts,
        null,
        null);
  }

  private List<Word> words() {
    Map<String, Long> usual = new HashMap<>();
    baseline
        .counts()
        .forEach((word, count) -> usual.merge(WordColumn.shortened(word), count, Long::sum));
    window.words().forEach(word -> usual.putIfAbsent(word, 0L));
    double scale = (double) window.count() / Math.max(1, baseline.count());
    List<Word> words = new ArrayList<>();
    usual.forEach(
        (word, count) ->
            words.add(new Word(word, count, Math.round(window.count(word, count * scale)))));
    return words;
  }

  /** Those of no word that is shown, and the missing ones. */
  private static void add(List<Long> counts, long all, long missing) {
    long known = counts.stream().mapToLong(Long::longValue).sum();
    counts.add(Math.max(0, all - known));
    counts.add(missing);
  }

  private static String shown(String word) {
    if (word.length() <= LONGEST) {
      return word;
    }
    int end = Character.isHighSurrogate(word.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
    return word.substring(0, end) + "…";
  }
}
