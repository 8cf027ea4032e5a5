package io.millrace.monitoring.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A question about a column that any of its tests may answer with yes. */
record Question(List<Measurement> tests) {

  @SafeVarargs
  static Question of(Optional<Measurement>... tests) {
    List<Measurement> made = Stream.of(tests).flatMap(Optional::stream).toList();
    return new Question(made.stream().map(test -> test.oneOf(made.size())).toList());
  }

  /** How often chance alone would give a yes as clear. */
  double p() {
    return tests.stream().mapToDouble(Measurement::p).min().orElse(1);
  }

  boolean isYes(double level) {
    return p() <= level;
  }
}
