package io.millrace.monitoring.compare;

import java.util.List;

/**
 * What the tests found of one column, before it is known how strict they have to be. It moved when
 * the answer to each question is yes.
 */
record Examination(String feature, List<Question> questions) {

  double p() {
    return questions.stream().mapToDouble(Question::p).max().orElse(1);
  }

  /**
   * @param level the probability with which chance may speak
   */
  ColumnVerdict verdict(double level) {
    return new ColumnVerdict(
        feature,
        questions.stream().allMatch(question -> question.isYes(level)),
        questions.stream()
            .flatMap(question -> question.tests().stream())
            .map(test -> test.at(feature, level))
            .toList());
  }
}
