package io.millrace.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much is measured.
 *
 * @param rounds in which everything of a ratio is measured once, in turn
 * @param time of each measurement
 */
record Effort(int rounds, Duration time, Set<String> named) {

  static Effort of(String[] args) {
    List<String> given = List.of(args);
    Set<String> named =
        given.stream().filter(arg -> !arg.contains("=")).collect(Collectors.toSet());
    return new Effort(
        number(args, "rounds", 5), Duration.ofSeconds(number(args, "seconds", 4)), named);
  }

  private static int number(String[] args, String name, int otherwise) {
    return Arrays.stream(args)
        .filter(arg -> arg.startsWith(name + "="))
        .map(arg -> Integer.parseInt(arg.substring(name.length() + 1)))
        .findFirst()
        .orElse(otherwise);
  }

  Set<String> wanted(Set<String> all) {
    return named.isEmpty() || named.equals(Set.of("jetty"))
        ? java.util.stream.Stream.concat(all.stream(), named.stream())
            .collect(Collectors.toUnmodifiableSet())
        : named;
  }

  /** Until the compiler, which has the same processors, is done with what is measured. */
  Duration warmUp() {
    return time.multipliedBy(10);
  }
}
