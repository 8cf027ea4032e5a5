package io.millrace.problem;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the numbers of a distribution. */
record NumericDistributions(Tunable.Numeric parameter, Node node) {

  private static final double LARGEST = 1e6;

  Optional<Distribution> read(String name) {
    return switch (name) {
      case "randint" -> randInt();
      case "uniform" -> bounds(false).map(b -> new Distribution.Uniform(b[0], b[1]));
      case "quniform" -> bounds(true).map(b -> new Distribution.QUniform(b[0], b[1], b[2]));
      case "loguniform" ->
          positive(bounds(false)).map(b -> new Distribution.LogUniform(b[0], b[1]));
      case "qloguniform" ->
          positive(bounds(true)).map(b -> new Distribution.QLogUniform(b[0], b[1], b[2]));
      case "normal" -> spread(false).map(s -> new Distribution.Normal(s[0], s[1]));
      case "qnormal" -> spread(true).map(s -> new Distribution.QNormal(s[0], s[1], s[2]));
      case "lognormal" -> spread(false).map(s -> new Distribution.LogNormal(s[0], s[1]));
      case "qlognormal" -> spread(true).map(s -> new Distribution.QLogNormal(s[0], s[1], s[2]));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Optional<Distribution> randInt() {
    if (parameter.least() > 0) {
      node.refuse("no randint, which begins at 0; " + parameter.allowed());
      return Optional.empty();
    }
    int most = (int) Math.min(LARGEST, parameter.most() + 1);
    String allowed = "a whole number from 1 to %d, which is left out itself".formatted(most);
    OptionalLong upper = node.whole(allowed);
    if (upper.isPresent() && (upper.getAsLong() < 1 || upper.getAsLong() > most)) {
      node.refuse(allowed);
      return Optional.empty();
    }
    return upper.isPresent()
        ? Optional.of(new Distribution.RandInt((int) upper.getAsLong()))
        : Optional.empty();
  }

  private Optional<double[]> bounds(boolean quantum) {
    String allowed =
        "[min, max%s] with min below max and %s"
            .formatted(quantum ? ", q" : "", parameter.allowed());
    return triple(quantum, allowed)
        .filter(
            b -> {
              boolean fits = b[0] < b[1] && b[0] >= parameter.least() && b[1] <= parameter.most();
              if (!fits) {
                node.refuse(allowed);
              }
              return fits;
            });
  }

  private Optional<double[]> positive(Optional<double[]> bounds) {
    return bounds.filter(
        b -> {
          if (b[0] <= 0) {
            node.refuse("bounds above 0: those of the value, not of its logarithm");
          }
          return b[0] > 0;
        });
  }

  private Optional<double[]> spread(boolean quantum) {
    String allowed = "[mu, sigma%s] with sigma above 0".formatted(quantum ? ", q" : "");
    return triple(quantum, allowed)
        .filter(
            s -> {
              boolean fits = s[1] > 0 && Math.abs(s[0]) <= LARGEST && s[1] <= LARGEST;
              if (!fits) {
                node.refuse(allowed);
              }
              return fits;
            });
  }

  private Optional<double[]> triple(boolean quantum, String allowed) {
    int count = quantum ? 3 : 2;
    if (!(node.value() instanceof List<?> list) || list.size() != count) {
      node.refuse(allowed);
      return Optional.empty();
    }
    double[] numbers =
        list.stream()
            .mapToDouble(each -> each instanceof Number n ? n.doubleValue() : Double.NaN)
            .toArray();
    if (!Arrays.stream(numbers).allMatch(Double::isFinite) || (quantum && numbers[2] <= 0)) {
      node.refuse(quantum ? allowed + ", q above 0" : allowed);
      return Optional.empty();
    }
    return Optional.of(numbers);
  }
}
