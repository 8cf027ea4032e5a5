package io.millrace.scoring.baseline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A feature's bins, and what the answers to the rows in each add up to. The first bin is of missing
 * values.
 *
 * @param ends of a number: upper ends of the bins, included, ascending; the last has none. Null for
 *     words
 * @param words that have a bin each, in alphabetical order, behind the one of all others. Null for
 *     a number
 * @param bins of each, the {@link BinSums} of its answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnswersByBin(
    @Nullable List<Double> ends, @Nullable List<String> words, List<List<Double>> bins) {

  private static final int MISSING = 0;
  private static final int OTHER = 1;
  private static final int FIRST_WORD = 2;

  /** So many words have a bin of their own: the most frequent. */
  private static final int WORDS = 20;

  public AnswersByBin {
    ends = ends == null ? null : List.copyOf(ends);
    words = words == null ? null : List.copyOf(words);
    bins = bins.stream().map(List::copyOf).toList();
    if ((ends == null) == (words == null)) {
      throw refused("bins of %s", "either ends or words", ends == null ? "neither" : "both");
    }
    int expected = ends != null ? ends.size() + 2 : words.size() + FIRST_WORD;
    if (bins.size() != expected) {
      throw refused("%s bins", expected + " of them", bins.size());
    }
    if (ends != null && !isAscending(ends)) {
      throw refused("ends %s", "ascending numbers", ends);
    }
    if (words != null && !words.equals(words.stream().sorted().distinct().toList())) {
      throw refused("words %s", "each once, in alphabetical order", words);
    }
    BinSums.check(bins);
  }

  private static IllegalArgumentException refused(String what, String allowed, Object found) {
    return new IllegalArgumentException(
        "attribution: found %s; allowed: %s".formatted(what.formatted(found), allowed));
  }

  private static boolean isAscending(List<Double> ends) {
    for (int i = 0; i < ends.size(); i++) {
      if (!Double.isFinite(ends.get(i)) || i > 0 && ends.get(i) <= ends.get(i - 1)) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param values NaN where missing
   * @param answers of the same rows
   */
  static AnswersByBin ofNumbers(double[] values, double[] answers) {
    double[] sorted = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    Arrays.sort(sorted);
    List<Double> ends =
        sorted.length == 0
            ? List.of()
            : Arrays.stream(Deciles.ends(sorted)).filter(Double::isFinite).boxed().toList();
    AnswersByBin empty = new AnswersByBin(ends, null, BinSums.none(ends.size() + 2));
    return empty.with(empty.places(values), answers);
  }

  /**
   * @param values null where missing
   * @param answers of the same rows
   */
  static AnswersByBin ofWords(@Nullable String[] values, double[] answers) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String value : values) {
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    List<String> words =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(WORDS)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    AnswersByBin empty = new AnswersByBin(null, words, BinSums.none(words.size() + FIRST_WORD));
    return empty.with(empty.places(values), answers);
  }

  private AnswersByBin with(int[] places, double[] answers) {
    BinSums sums = sums();
    sums.add(places, answers);
    return new AnswersByBin(ends, words, sums.lists());
  }

  /** To go on from. */
  public BinSums sums() {
    return BinSums.of(bins);
  }

  /** The bins that numbers are in; none but the first where this feature is of words. */
  public int[] places(double... values) {
    double[] upTo =
        ends == null ? new double[0] : ends.stream().mapToDouble(Double::doubleValue).toArray();
    int[] places = new int[values.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = ends == null || Double.isNaN(values[i]) ? MISSING : place(upTo, values[i]);
    }
    return places;
  }

  private static int place(double[] upTo, double value) {
    int place = 1;
    for (double end : upTo) {
      place += value > end ? 1 : 0;
    }
    return place;
  }

  /** The bins that words are in; none but the first where this feature is a number. */
  public int[] places(@Nullable String... values) {
    int[] places = new int[values.length];
    for (int i = 0; i < places.length; i++) {
      String value = values[i];
      places[i] = words == null || value == null ? MISSING : place(words, value);
    }
    return places;
  }

  private static int place(List<String> words, String value) {
    int found = Collections.binarySearch(words, value);
    return found < 0 ? OTHER : FIRST_WORD + found;
  }
}
