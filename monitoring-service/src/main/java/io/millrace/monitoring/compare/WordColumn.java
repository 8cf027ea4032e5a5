package io.millrace.monitoring.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.FrequentItemsSketch;
import org.jspecify.annotations.Nullable;

/**
 * Words and how often each came. Up to some 700 different words are counted exactly; of more, the
 * rarest are given up, and a count is known to lie between two bounds (Anderson, Bevan, Lang,
 * Liberty, Rhodes and Thaler 2017, Internet Measurement Conference).
 */
public final class WordColumn implements Column {

  /** The sketch keeps three quarters of this. */
  private static final int PLACES = 1024;

  /** A longer word is told apart by its beginning and a digest. */
  private static final int LONGEST = 100;

  private final FrequentItemsSketch<String> counts;
  private long missing;

  private WordColumn(FrequentItemsSketch<String> counts, long missing) {
    this.counts = counts;
    this.missing = missing;
  }

  /**
   * @param words null where missing
   */
  public static WordColumn of(@Nullable String... words) {
    WordColumn column = new WordColumn(new FrequentItemsSketch<>(PLACES), 0);
    column.add(words);
    return column;
  }

  /** What {@link #sketch} and {@link #missing} gave. */
  public static WordColumn of(byte[] sketch, long missing) {
    return new WordColumn(
        FrequentItemsSketch.getInstance(MemorySegment.ofArray(sketch), new ArrayOfStringsSerDe()),
        missing);
  }

  /**
   * @param words null where missing
   */
  public void add(@Nullable String... words) {
    for (String word : words) {
      if (word == null) {
        missing++;
      } else {
        counts.update(shortened(word));
      }
    }
  }

  static String shortened(String word) {
    return word.length() <= LONGEST
        ? word
        : word.substring(0, LONGEST / 2) + UUID.nameUUIDFromBytes(word.getBytes(UTF_8));
  }

  @Override
  public long missing() {
    return missing;
  }

  @Override
  public byte[] sketch() {
    return counts.toByteArray(new ArrayOfStringsSerDe());
  }

  /** How many words came. */
  long count() {
    return counts.getStreamLength();
  }

  /** Those that are known to have come. */
  List<String> words() {
    return Arrays.stream(counts.getFrequentItems(0, ErrorType.NO_FALSE_POSITIVES))
        .map(FrequentItemsSketch.Row::getItem)
        .toList();
  }

  /** How often a word came; where that is not known, what comes closest to the expected. */
  double count(String word, double expected) {
    String name = shortened(word);
    return Math.clamp(expected, counts.getLowerBound(name), counts.getUpperBound(name));
  }
}
