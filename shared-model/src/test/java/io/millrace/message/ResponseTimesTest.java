package io.millrace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ResponseTimesTest {

  @Test
  void knowsPercentilesToWithinFivePercent() {
    Random random = new Random(1);
    long[] nanos =
        LongStream.generate(() -> (long) (Math.exp(random.nextGaussian()) * 2e6))
            .limit(10_000)
            .sorted()
            .toArray();

    ResponseTimes times = of(nanos);

    for (double share : new double[] {0.01, 0.5, 0.95, 0.99}) {
      double exact = nanos[(int) Math.ceil(share * nanos.length) - 1] / 1e3;
      assertThat(times.micros(share).orElseThrow()).isCloseTo(exact, Percentage.withPercentage(5));
    }
  }

  @Test
  void addUp() {
    ResponseTimes sum = of(1_000_000, 2_000_000).plus(of(1_000_000));

    assertThat(sum).isEqualTo(of(1_000_000, 1_000_000, 2_000_000));
    assertThat(sum.requests()).isEqualTo(3);
    assertThat(sum.micros(0.5).orElseThrow()).isCloseTo(1000, within(50.0));
  }

  @Test
  void takesWhateverAClockSays() {
    assertThat(ResponseTimes.bucket(-1)).isZero();
    assertThat(ResponseTimes.bucket(10_000)).isZero();
    assertThat(ResponseTimes.bucket(10_001)).isOne();
    assertThat(ResponseTimes.bucket(Long.MAX_VALUE)).isEqualTo(ResponseTimes.BUCKETS - 1);
    assertThat(of(Long.MAX_VALUE).counts().firstKey()).isBetween(60_000_000L, 80_000_000L);
  }

  @Test
  void ofNothingAreUnknown() {
    assertThat(ResponseTimes.NONE.micros(0.99)).isEqualTo(OptionalDouble.empty());
  }

  private static ResponseTimes of(long... nanos) {
    long[] counts = new long[ResponseTimes.BUCKETS];
    for (long each : nanos) {
      counts[ResponseTimes.bucket(each)]++;
    }
    return ResponseTimes.of(counts);
  }
}
