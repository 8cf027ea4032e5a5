package io.millrace.inference.follow;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where somebody stands in the log of predictions: of each partition, the first offset that has not
 * been told. Written as the offsets with dashes between them, {@code 17-0-4}. Of a partition that
 * it does not name, nothing has been told.
 */
public final class Place {

  /** Nothing has been told. */
  public static final Place BEGINNING = new Place(new long[0]);

  private static final int MOST_PARTITIONS = 1000;
  private static final Pattern WRITTEN = Pattern.compile("\\d{1,18}(-\\d{1,18})*");

  private final long[] next;

  private Place(long[] next) {
    this.next = next;
  }

  /**
   * @param next of each partition
   */
  public static Place of(long... next) {
    return new Place(next.clone());
  }

  /** Empty where a text is none. */
  public static Optional<Place> parse(String text) {
    if (text.length() > 19 * MOST_PARTITIONS || !WRITTEN.matcher(text).matches()) {
      return Optional.empty();
    }
    if (text.equals("0")) {
      return Optional.of(BEGINNING);
    }
    long[] next = Arrays.stream(text.split("-", -1)).mapToLong(Long::parseLong).toArray();
    return next.length > MOST_PARTITIONS ? Optional.empty() : Optional.of(new Place(next));
  }

  /** How many partitions it names. */
  public int partitions() {
    return next.length;
  }

  /** The first offset of a partition that has not been told. */
  public long next(int partition) {
    return partition < next.length ? next[partition] : 0;
  }

  /** The place once one more has been told. */
  public Place after(int partition, long offset) {
    long[] moved = Arrays.copyOf(next, Math.max(next.length, partition + 1));
    moved[partition] = Math.max(moved[partition], offset + 1);
    return new Place(moved);
  }

  /** Before which everything has been told that lies before either. */
  public Place or(Place other) {
    long[] moved = Arrays.copyOf(next, Math.max(next.length, other.next.length));
    for (int i = 0; i < moved.length; i++) {
      moved[i] = Math.max(moved[i], other.next(i));
    }
    return new Place(moved);
  }

  /** How many offsets lie between this and a place further on. */
  public long behind(Place other) {
    long behind = 0;
    for (int i = 0; i < other.next.length; i++) {
      behind += Math.max(0, other.next[i] - next(i));
    }
    return behind;
  }

  /** Whether something that lies there comes before this place. */
  boolean isPast(Told told) {
    return told.offset() < next(told.partition());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place place && Arrays.equals(next, place.next);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(next);
  }

  @Override
  public String toString() {
    return next.length == 0
        ? "0"
        : Arrays.stream(next).mapToObj(Long::toString).collect(Collectors.joining("-"));
  }
}
