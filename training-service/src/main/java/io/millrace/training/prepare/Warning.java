package io.millrace.training.prepare;

/**
 * Something that makes the data suspect. It stops nothing: only a person can tell a leak from a
 * strong feature.
 *
 * @param finding what it is and of which features, the same in each run: {@code constant:a}
 * @param text a plain sentence
 */
public record Warning(String finding, String text) {}
