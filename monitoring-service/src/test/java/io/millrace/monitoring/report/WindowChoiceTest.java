package io.millrace.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.monitoring.observe.WindowReport;
import io.millrace.monitoring.report.WindowChoice.Chosen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowChoiceTest {

  private static final List<WindowReport> LATEST_FIRST =
      List.of(
          window(2, 4L, "7 predictions; a verdict takes 20"),
          window(2, 3L, null),
          window(1, 9L, null),
          window(2, 2L, null),
          window(1, 8L, null),
          window(1, null, null));

  private static WindowReport window(int version, @Nullable Long number, @Nullable String leftOut) {
    return new WindowReport(
        version,
        number,
        Instant.EPOCH,
        Instant.EPOCH,
        100,
        false,
        List.of(),
        List.of(),
        leftOut,
        null);
  }

  private static String chosen(
      @Nullable Integer version, @Nullable Long number, int answering, List<WindowReport> reports) {
    return switch (new WindowChoice(version, number).among(answering, reports)) {
      case Chosen.Window(var report) -> report.modelVersion() + "/" + report.number();
      case Chosen.None(var why) -> why;
    };
  }

  @Test
  void isTheLatestOfTheVersionThatAnswersThatWasCompared() {
    assertThat(chosen(null, null, 2, LATEST_FIRST)).isEqualTo("2/3");
    assertThat(chosen(null, null, 1, LATEST_FIRST)).isEqualTo("1/9");
    assertThat(chosen(null, null, 2, LATEST_FIRST.subList(0, 1))).isEqualTo("2/4");
  }

  @Test
  void isTheOneThatIsAskedFor() {
    assertThat(chosen(null, 4L, 2, LATEST_FIRST)).isEqualTo("2/4");
    assertThat(chosen(1, 8L, 2, LATEST_FIRST)).isEqualTo("1/8");
    assertThat(chosen(1, null, 2, LATEST_FIRST)).isEqualTo("1/9");
  }

  @Test
  void isOfTheVersionBeforeWhereTheOneThatAnswersHasNoneYet() {
    assertThat(chosen(null, null, 3, LATEST_FIRST)).isEqualTo("2/3");
    assertThat(chosen(null, null, 3, List.of(LATEST_FIRST.getLast()))).isEqualTo("1/null");
  }

  @Test
  void saysWhichThereAre() {
    assertThat(chosen(null, 7L, 2, LATEST_FIRST))
        .isEqualTo(
            "No window 7 of version 2 is kept. Kept are windows 8 to 9 of version 1, windows 2 to"
                + " 4 of version 2.");
    assertThat(chosen(5, null, 2, LATEST_FIRST)).startsWith("No window of version 5 is kept.");
    assertThat(chosen(2, 3L, 1, List.of(LATEST_FIRST.getLast())))
        .endsWith("Kept are windows without a number of version 1.");
    assertThat(chosen(null, null, 0, List.of()))
        .isEqualTo("No window of this problem has closed yet.");
  }
}
