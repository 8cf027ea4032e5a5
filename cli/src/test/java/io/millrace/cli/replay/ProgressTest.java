package io.millrace.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final AtomicLong now = new AtomicLong();
  private final StringWriter text = new StringWriter();
  private final Tally tally = new Tally();

  @Test
  void writesOverItsLineOnATerminal() {
    Progress progress = progress(true);
    tally.addRow();

    progress.show(tally);
    now.set(Duration.ofMillis(250).toNanos());
    progress.show(tally);
    progress.end();

    assertThat(text.toString()).startsWith("\r1 rows  4/s  0 refused\r").endsWith(" \r");
  }

  @Test
  void writesAPlainLineNowAndThenElsewhere() {
    Progress progress = progress(false);
    for (int i = 0; i < 6000; i++) {
      now.addAndGet(Duration.ofMillis(1).toNanos());
      tally.addRow();
      progress.show(tally);
    }
    progress.end();

    assertThat(text.toString().lines()).containsExactly("5,000 rows  1,000/s  0 refused");
  }

  private Progress progress(boolean terminal) {
    return new Progress(new PrintWriter(text, true), terminal, now::get);
  }
}
