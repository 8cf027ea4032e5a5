package io.millrace.problem;

/**
 * One thing wrong in a problem file.
 *
 * @param key where, with dots: {@code define.success.metric}
 * @param found what stands there, shortened; {@code nothing} where the key is missing
 * @param allowed what may stand there
 */
public record ProblemError(String key, String found, String allowed) {

  @Override
  public String toString() {
    return "%s: found %s; allowed: %s".formatted(key, found, allowed);
  }
}
