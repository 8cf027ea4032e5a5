package io.millrace.training.train;

/**
 * What a trainer is told of the rows before it sees them.
 *
 * @param classes how many there are; 0 where the value is a number
 */
public record Shape(int rows, int width, int classes) {}
