package io.millrace.cli.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CopyProgressTest {

  private final StringWriter written = new StringWriter();
  private long now;
  private final CopyProgress progress =
      new CopyProgress("to production", new PrintWriter(written, true), () -> now);

  @Test
  void aShortCopySaysNothing() {
    now = TimeUnit.SECONDS.toNanos(1);
    progress.show(10, 10);

    assertThat(written.toString()).isEmpty();
  }

  @Test
  void aLongOneSaysHowFarItIsNowAndThen() {
    for (int second = 0; second < 8; second++) {
      now = TimeUnit.SECONDS.toNanos(second);
      progress.show(second << 20, 8 << 20);
    }
    now = TimeUnit.SECONDS.toNanos(20);
    progress.show(9 << 20, -1);

    assertThat(written.toString().lines())
        .containsExactly(
            "to production: 3,072 of 8,192 KB (37.5 %)",
            "to production: 6,144 of 8,192 KB (75.0 %)", "to production: 9,216 KB");
  }
}
