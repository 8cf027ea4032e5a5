package io.millrace.training.train;

/**
 * The columns within [{@code from}, {@code to}) are one category: at most one of them is 1, the
 * others are 0.
 */
public record Block(int from, int to) {

  int size() {
    return to - from;
  }
}
