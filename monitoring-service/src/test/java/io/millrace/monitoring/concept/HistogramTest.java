package io.millrace.monitoring.concept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void keepsTheLatestErrorsOneByOneAndOlderOnesInSums() {
    Histogram histogram = Histogram.EMPTY;
    for (int i = 1; i <= 12; i++) {
      histogram = histogram.plus(i);
    }

    assertThat(histogram.rows()).containsExactly(4, 4);
    assertThat(histogram.sums()).containsExactly(1 + 2, 3 + 4, 5 + 6, 7 + 8, 9, 10, 11, 12);
  }

  @Test
  void losesNoErrorAndGrowsWithTheLogarithmOnly() {
    Random random = new Random(3);
    Histogram histogram = Histogram.EMPTY;
    double sum = 0;
    for (int i = 1; i <= 100_000; i++) {
      double error = random.nextInt(2);
      histogram = histogram.plus(error);
      sum += error;
      if (i % 997 == 0) {
        assertThat(histogram.width()).isEqualTo(i);
        assertThat(histogram.sum()).isEqualTo(sum);
        for (int count : histogram.rows()) {
          assertThat(count).isBetween(0, 5);
        }
      }
    }

    assertThat(histogram.sums().length).isLessThan(90);
  }

  @Test
  void dropsItsOldestBuckets() {
    Histogram histogram = Histogram.EMPTY;
    for (int i = 1; i <= 12; i++) {
      histogram = histogram.plus(i);
    }

    Histogram latest = histogram.without(5);

    assertThat(latest.rows()).containsExactly(3);
    assertThat(latest.sums()).containsExactly(10, 11, 12);
    assertThat(latest.width()).isEqualTo(3);
    assertThat(histogram.without(8).width()).isZero();
  }
}
