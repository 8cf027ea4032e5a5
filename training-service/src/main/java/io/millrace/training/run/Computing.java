package io.millrace.training.run;

import java.nio.file.Path;

/**
 * Where and with what this instance computes.
 *
 * @param capacity of all runs together
 * @param mostRows the latest rows that a run uses
 * @param folder for what is computed
 */
public record Computing(Compute compute, Capacity capacity, int mostRows, Path folder) {}
