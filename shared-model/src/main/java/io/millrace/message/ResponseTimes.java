package io.millrace.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long requests took: how many by the upper end of their bucket, in microseconds. Buckets are
 * the same for all and grow by a tenth, so that counts add up and a percentile is known to within 5
 * % (DDSketch: Masson, Rim and Lee 2019, PVLDB 12(12)).
 */
public record ResponseTimes(@JsonValue SortedMap<Long, Long> counts) {

  public static final ResponseTimes NONE = new ResponseTimes(new TreeMap<>());

  private static final double GROWTH = 1.1;
  private static final double LEAST_MICROS = 10;

  /** From 10 microseconds to 67 seconds; what took longer is in the last one. */
  public static final int BUCKETS = 166;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ResponseTimes {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** The number of the bucket of a time, from 0 on. */
  public static int bucket(long nanos) {
    double over = nanos / 1e3 / LEAST_MICROS;
    return over <= 1
        ? 0
        : (int) Math.min(BUCKETS - 1, Math.ceil(Math.log(over) / Math.log(GROWTH)));
  }

  /**
   * @param perBucket how many, by the bucket's number
   */
  public static ResponseTimes of(long[] perBucket) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (int i = 0; i < perBucket.length; i++) {
      if (perBucket[i] > 0) {
        counts.put(Math.round(LEAST_MICROS * Math.pow(GROWTH, i)), perBucket[i]);
      }
    }
    return new ResponseTimes(counts);
  }

  public ResponseTimes plus(ResponseTimes more) {
    SortedMap<Long, Long> sum = new TreeMap<>(counts);
    more.counts.forEach((micros, count) -> sum.merge(micros, count, Long::sum));
    return new ResponseTimes(sum);
  }

  public long requests() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The time, in microseconds, within which a share of the requests was answered.
   *
   * @return empty where there was none
   */
  public OptionalDouble micros(double share) {
    long all = requests();
    long seen = 0;
    for (Map.Entry<Long, Long> bucket : counts.entrySet()) {
      seen += bucket.getValue();
      if (seen >= share * all) {
        return OptionalDouble.of(bucket.getKey() / Math.sqrt(GROWTH));
      }
    }
    return OptionalDouble.empty();
  }
}
