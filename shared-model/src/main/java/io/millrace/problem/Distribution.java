package io.millrace.problem;

import java.util.List;

/**
 * What a search draws a parameter from: the ten distributions of Azure ML's sweep jobs, with one
 * difference. The bounds of {@link LogUniform} and {@link QLogUniform} are those of the value,
 * where Azure ML takes their natural logarithms: its {@code loguniform(-4.6, -1.2)} is {@code
 * [0.01, 0.3]} here.
 *
 * <p>Where there is a {@code q}, the value is {@code round(x / q) * q}.
 */
public sealed interface Distribution {

  /** One of these words or numbers, each as likely. */
  record Choice(List<Object> values) implements Distribution {
    public Choice {
      values = List.copyOf(values);
    }
  }

  /** A whole number from 0 to {@code upper}, {@code upper} excluded. */
  record RandInt(int upper) implements Distribution {}

  record Uniform(double min, double max) implements Distribution {}

  record QUniform(double min, double max, double q) implements Distribution {}

  /** The logarithm of the value is uniform; both bounds are above 0. */
  record LogUniform(double min, double max) implements Distribution {}

  record QLogUniform(double min, double max, double q) implements Distribution {}

  record Normal(double mu, double sigma) implements Distribution {}

  record QNormal(double mu, double sigma, double q) implements Distribution {}

  /** The logarithm of the value is normal, with this mean and deviation. */
  record LogNormal(double mu, double sigma) implements Distribution {}

  record QLogNormal(double mu, double sigma, double q) implements Distribution {}
}
