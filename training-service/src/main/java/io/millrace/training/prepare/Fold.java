package io.millrace.training.prepare;

import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowEncoder;
import io.millrace.training.train.TrainingSet;

/**
 * Rows to fit on and rows to judge on. The histories of one preparation are judged on the same
 * rows.
 *
 * @param pool the training part
 * @param parting positions in it
 * @param features the preparation, fitted on the rows to fit on
 */
public record Fold(Part pool, Parting parting, FittedFeatures features, int classes) {

  public TrainingSet fitting() {
    return encode(parting.fitting());
  }

  public TrainingSet judging() {
    return encode(parting.judging());
  }

  private TrainingSet encode(int[] positions) {
    RowEncoder encoder = features.encoder();
    int width = encoder.width();
    float[] encoded = new float[positions.length * width];
    double[] targets = new double[positions.length];
    for (int from = 0; from < positions.length; ) {
      int end = Parting.endOfRun(positions, from);
      encoder.encode(pool.rows(), positions[from], positions[end - 1] + 1, encoded, from * width);
      System.arraycopy(pool.targets(), positions[from], targets, from, end - from);
      from = end;
    }
    return new TrainingSet(encoded, width, targets, classes, History.blocks(features));
  }
}
