package io.millrace.scoring.metric;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws rows anew for a bootstrap, with replacement, in blocks of neighbours, since rows near in
 * time are alike (Künsch 1989, The Annals of Statistics 17(3)). A block goes on at the beginning
 * where it reaches over the end, so that every row is drawn as probably (Politis and Romano 1992).
 */
public final class BlockResample {

  private final int block;
  private final int[] weights;
  private final RandomGenerator random;

  /**
   * @param rows how many there are, in the order of time
   * @param block how many neighbours are drawn together
   */
  public BlockResample(int rows, int block, RandomGenerator random) {
    this.block = block;
    this.weights = new int[rows];
    this.random = random;
  }

  /** How often each row was drawn, of as many draws as there are rows. Good until the next draw. */
  public int[] draw() {
    int rows = weights.length;
    Arrays.fill(weights, 0);
    for (int drawn = 0; drawn < rows; drawn += block) {
      int start = random.nextInt(rows);
      for (int i = 0; i < Math.min(block, rows - drawn); i++) {
        weights[(start + i) % rows]++;
      }
    }
    return weights;
  }
}
