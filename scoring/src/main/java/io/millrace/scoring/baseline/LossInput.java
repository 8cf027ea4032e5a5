package io.millrace.scoring.baseline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What trees look at, told apart by a few bins. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LossInput.OfAnswer.class, name = "answer"),
  @JsonSubTypes.Type(value = LossInput.OfNumber.class, name = "number"),
  @JsonSubTypes.Type(value = LossInput.OfWord.class, name = "word")
})
public sealed interface LossInput {

  /** Bins of values that are there; words that are not named share the last of them. */
  int BINS = 32;

  /** The bin of what is missing. */
  int MISSING = BINS;

  /**
   * The number that the model answered.
   *
   * @param bounds each the lowest value of a bin but the first; ascending
   */
  record OfAnswer(List<Double> bounds) implements LossInput {
    public OfAnswer {
      bounds = ascending(bounds);
    }

    public int bin(double answer) {
      return LossInput.bin(bounds, answer);
    }
  }

  /**
   * A feature that is a number, or a boolean as 1 and 0.
   *
   * @param bounds as of the answer
   */
  record OfNumber(String feature, List<Double> bounds) implements LossInput {
    public OfNumber {
      bounds = ascending(bounds);
    }

    /**
     * @param value NaN where it is missing
     */
    public int bin(double value) {
      return LossInput.bin(bounds, value);
    }
  }

  /**
   * A feature that is a word.
   *
   * @param words each with a bin of its own
   */
  record OfWord(String feature, List<String> words) implements LossInput {
    public OfWord {
      words = List.copyOf(words);
      if (words.size() >= BINS || Set.copyOf(words).size() < words.size()) {
        throw new IllegalArgumentException(
            "words: found %d; allowed: fewer than %d, each once".formatted(words.size(), BINS));
      }
    }

    public int bin(@Nullable String word) {
      int place = word == null ? MISSING : words.indexOf(word);
      return place < 0 ? BINS - 1 : place;
    }
  }

  private static List<Double> ascending(List<Double> bounds) {
    List<Double> checked = List.copyOf(bounds);
    boolean ascends = checked.size() < BINS;
    for (int i = 0; ascends && i < checked.size(); i++) {
      ascends = Double.isFinite(checked.get(i)) && (i == 0 || checked.get(i - 1) < checked.get(i));
    }
    if (!ascends) {
      throw new IllegalArgumentException(
          "bounds: found %s; allowed: fewer than %d, ascending".formatted(checked, BINS));
    }
    return checked;
  }

  private static int bin(List<Double> bounds, double value) {
    if (Double.isNaN(value)) {
      return MISSING;
    }
    int low = 0;
    int high = bounds.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (bounds.get(middle) <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
