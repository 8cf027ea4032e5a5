package io.millrace.acceptance.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Boundaries that read much the same: what is a find for one of them is tried at all of them. */
enum Family {
  PROBLEM_FILES(
      ProblemFiles::all,
      List.of("io.millrace.**", "org.snakeyaml.**", "tools.jackson.dataformat.yaml.**"),
      Words.PROBLEM_FILE),
  ROWS(Rows::all, List.of("io.millrace.**"), Words.ROWS),
  MESSAGES(Messages::all, List.of("io.millrace.**"), Words.MESSAGES),
  PACKAGES(Packages::all, List.of("io.millrace.**"), Words.PACKAGES);

  private final Supplier<List<Boundary>> boundaries;
  private final List<String> instrumented;
  private final List<String> words;

  Family(Supplier<List<Boundary>> boundaries, List<String> instrumented, List<String> words) {
    this.boundaries = boundaries;
    this.instrumented = instrumented;
    this.words = words;
  }

  List<Boundary> boundaries() {
    return boundaries.get();
  }

  /** Patterns of the classes whose branches guide the search. */
  List<String> instrumented() {
    return instrumented;
  }

  /** What the search may put into an input. */
  List<String> words() {
    return words;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
