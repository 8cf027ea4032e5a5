package io.millrace.scoring.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockResampleTest {

  @Test
  void drawsAsManyRowsAsThereAre() {
    BlockResample resample = new BlockResample(101, 5, new Random(1));

    for (int i = 0; i < 20; i++) {
      assertThat(Arrays.stream(resample.draw()).sum()).isEqualTo(101);
    }
  }

  @Test
  void drawsNeighboursTogetherAlsoOverTheEnd() {
    BlockResample whole = new BlockResample(7, 7, new Random(1));
    BlockResample halves = new BlockResample(8, 4, new SplittableRandom(4));

    assertThat(whole.draw()).containsOnly(1);
    for (int i = 0; i < 20; i++) {
      int[] weights = halves.draw().clone();
      int changes = 0;
      for (int row = 0; row < 8; row++) {
        changes += weights[row] == weights[(row + 1) % 8] ? 0 : 1;
      }
      assertThat(changes).isLessThanOrEqualTo(4); // two blocks, each with a beginning and an end
    }
  }

  @Test
  void drawsTheSameFromTheSameSeed() {
    int[] once = new BlockResample(50, 4, new Random(9)).draw();

    assertThat(new BlockResample(50, 4, new Random(9)).draw()).containsExactly(once);
  }
}
