package io.millrace.training.search;

import io.millrace.problem.Distribution;
import io.millrace.problem.Distribution.Choice;
import io.millrace.problem.Distribution.LogNormal;
import io.millrace.problem.Distribution.LogUniform;
import io.millrace.problem.Distribution.Normal;
import io.millrace.problem.Distribution.QLogNormal;
import io.millrace.problem.Distribution.QLogUniform;
import io.millrace.problem.Distribution.QNormal;
import io.millrace.problem.Distribution.QUniform;
import io.millrace.problem.Distribution.RandInt;
import io.millrace.problem.Distribution.Uniform;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One dimension of the unit cube that samplers draw from. */
record Axis(Distribution distribution) {

  /** How many values it has without an order among them; 0 where nearness means something. */
  int categories() {
    return switch (distribution) {
      case Choice(var values) -> values.size();
      case RandInt _, Uniform _, QUniform _, LogUniform _, QLogUniform _ -> 0;
      case Normal _, QNormal _, LogNormal _, QLogNormal _ -> 0;
    };
  }

  /** A share for each of its values; none where there are too many to try each. */
  DoubleStream grid() {
    return switch (distribution) {
      case Choice(var values) -> middles(values.size());
      case RandInt(int upper) -> middles(upper);
      case QUniform(double min, double max, double q) ->
          multiples(min, max, q).map(value -> (value - min) / (max - min));
      case QLogUniform(double min, double max, double q) ->
          multiples(min, max, q)
              .map(value -> (Math.log(value) - Math.log(min)) / (Math.log(max) - Math.log(min)));
      case Uniform _, LogUniform _, Normal _, QNormal _, LogNormal _, QLogNormal _ ->
          DoubleStream.empty();
    };
  }

  private static DoubleStream middles(int count) {
    return IntStream.range(0, count).mapToDouble(i -> (i + 0.5) / count);
  }

  /** What rounding makes of the numbers between; the ends may lie a little outside of them. */
  private static DoubleStream multiples(double min, double max, double q) {
    return LongStream.rangeClosed(Math.round(min / q), Math.round(max / q))
        .mapToDouble(k -> Math.clamp(k * q, min, max));
  }
}
