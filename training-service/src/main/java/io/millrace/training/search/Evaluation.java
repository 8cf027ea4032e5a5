package io.millrace.training.search;

/** How good a trial was on the validation rows after so many steps. */
public record Evaluation(int step, double metric, double loss) {}
