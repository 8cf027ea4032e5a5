package io.millrace.acceptance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reads bytes from outside, each in the process of a coverage-guided fuzzer. */
class ParsersFuzzIT {

  private static final FuzzSettings SETTINGS = FuzzSettings.read();

  /** Each input goes to all boundaries of its family, and not each makes sense to all of them. */
  private static final long FACTOR = 2;

  private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();

  @ParameterizedTest
  @EnumSource
  void noInputBreaksAPromise(Family family) throws IOException, InterruptedException {
    CoverageGuided fuzzer = new CoverageGuided(family, FOLDER);
    int boundaries = family.boundaries().size();

    CoverageGuided.Outcome outcome =
        SETTINGS.replay().isPresent()
            ? fuzzer.replay(SETTINGS.replay().get())
            : fuzzer.search(FACTOR * SETTINGS.inputs(), SETTINGS.seed());

    System.out.printf(
        "fuzz %s: %d inputs to each of %d boundaries (%s), %d branches, %d inputs kept, seed %d%n",
        family.word(),
        outcome.runs(),
        boundaries,
        family.boundaries().stream().map(Boundary::name).collect(Collectors.joining(", ")),
        outcome.coverage(),
        outcome.kept(),
        SETTINGS.seed());
    assertThat(outcome.isClean()).as(outcome.output()).isTrue();
    if (SETTINGS.replay().isEmpty()) {
      assertThat(outcome.runs()).isGreaterThanOrEqualTo(SETTINGS.inputs());
      assertThat(outcome.coverage()).as("branches found").isGreaterThan(100);
    }
  }
}
