package io.millrace.training.search;

import io.millrace.problem.Metric;
import io.millrace.training.train.Learner;
import io.millrace.training.train.TrainingSet;
import java.util.List;
import java.util.Map;

/**
 * What a trial's learners answer on the validation rows, and what that is worth.
 *
 * @param answers of all folds, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // answers handed on, never compared
record Judged(Evaluation at, Map<String, Double> metrics, float[] answers) {

  /**
   * @param learners one for each fold
   */
  static Judged of(
      List<Learner> learners, Material material, Judge judge, Metric metric, int step) {
    TrainingSet truth = material.judged();
    float[] answers = new float[truth.rows() * truth.outputs()];
    int filled = 0;
    for (int i = 0; i < learners.size(); i++) {
      TrainingSet judging = material.folds().get(i).judging();
      float[] some = learners.get(i).predict(judging.features(), judging.rows());
      System.arraycopy(some, 0, answers, filled, some.length);
      filled += some.length;
    }
    Map<String, Double> metrics = judge.measure(answers, truth);
    double value = metrics.getOrDefault(metric.word(), Double.NaN);
    return new Judged(new Evaluation(step, value, Loss.of(answers, truth)), metrics, answers);
  }
}
