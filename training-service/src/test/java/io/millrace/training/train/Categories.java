package io.millrace.training.train;

import java.util.List;
import java.util.Random;

/** Rows of two numbers, either of which may be missing, and a category of many values. */
final class Categories {

  static final int WIDTH = 14;
  static final Block BLOCK = new Block(1, 13);

  private Categories() {}

  /**
   * @param classes 0, 2 or 3
   */
  static TrainingSet rows(int rows, int classes, long seed) {
    Random random = new Random(seed);
    float[] features = new float[rows * WIDTH];
    double[] targets = new double[rows];
    for (int row = 0; row < rows; row++) {
      int category = random.nextInt(BLOCK.from(), BLOCK.to());
      double number = random.nextGaussian();
      features[row * WIDTH] = random.nextInt(10) == 0 ? Float.NaN : (float) (number * 20 + 100);
      features[row * WIDTH + category] = 1;
      features[row * WIDTH + WIDTH - 1] =
          random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian();
      double score = number + (category % 3 == 0 ? 2 : -1);
      targets[row] =
          switch (classes) {
            case 0 -> 100 * score;
            case 2 -> score > 0 ? 1 : 0;
            default -> score < -1 ? 0 : score < 1 ? 1 : 2;
          };
    }
    return new TrainingSet(features, WIDTH, targets, classes, List.of(BLOCK));
  }
}
