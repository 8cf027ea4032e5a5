package io.millrace.scoring.metric;

import io.millrace.problem.Metric;
import io.millrace.problem.Task;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** Numbers beside the true ones. */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
public record NumberAnswers(double[] truth, double[] answer) implements Answers {

  @Override
  public int rows() {
    return truth.length;
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public Measure measure(Metric metric) {
    return switch (metric) {
      case MAE -> mean((is, said) -> Math.abs(said - is));
      case RMSE -> root(mean(NumberAnswers::square));
      case RMSLE -> root(mean(NumberAnswers::squareOfLogs));
      case MAPE -> mean((is, said) -> is == 0 ? Double.NaN : Math.abs((said - is) / is));
      case R2 -> this::r2;
      case ACCURACY,
          BALANCED_ACCURACY,
          PRECISION,
          RECALL,
          F1,
          MACRO_F1,
          ROC_AUC,
          PR_AUC,
          LOG_LOSS,
          BRIER ->
          throw new IllegalArgumentException(metric.word() + " is of classes, these are numbers");
      case MASE, SMAPE ->
          throw new IllegalArgumentException(metric.word() + " is of series, these are numbers");
    };
  }

  private Measure mean(DoubleBinaryOperator error) {
    double[] errors = new double[truth.length];
    Arrays.setAll(errors, row -> error.applyAsDouble(truth[row], answer[row]));
    return Measure.mean(errors);
  }

  private static Measure root(Measure squares) {
    return weights -> Math.sqrt(squares.over(weights));
  }

  private static double square(double is, double said) {
    return (said - is) * (said - is);
  }

  /** A number below 0 has no place on this scale: a true one is undefined, an answered one is 0. */
  private static double squareOfLogs(double is, double said) {
    return is < 0 ? Double.NaN : square(Math.log1p(is), Math.log1p(said < 0 ? 0 : said));
  }

  /** The share of the variance explained; where there is none, 1 if all is right and 0 if not. */
  private double r2(int[] weights) {
    double mean = Measure.mean(truth).over(weights);
    double squares = 0;
    double variance = 0;
    for (int row = 0; row < weights.length; row++) {
      squares += weights[row] * square(truth[row], answer[row]);
      variance += weights[row] * square(mean, truth[row]);
    }
    return variance == 0 ? (squares == 0 ? 1 : 0) : 1 - squares / variance;
  }
}
