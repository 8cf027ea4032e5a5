package io.millrace.training.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.training.store.RunRecord.Progress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process prints is bounded, and what it says is found among it. */
class PrintedTest {

  @Test
  void keepsTheBeginningAndTheEnd() {
    Printed printed = new Printed();
    for (int i = 0; i < 100_000; i++) {
      printed.add("line " + i);
    }

    String text = new String(printed.bytes(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("line 0\n").endsWith("line 99999\n").contains(" lines left out …");
    assertThat(text.length()).isLessThan(300_000);
  }

  @Test
  void cutsALineThatDoesNotEnd() {
    List<String> lines = new ArrayList<>();
    String text = "x".repeat(1_000_000) + "\nshort\n\nlast";

    Lines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines::add);

    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst()).hasSize(16 << 10);
    assertThat(lines.subList(1, 3)).containsExactly("short", "last");
  }

  @Test
  void findsWhatTheProcessSaysAmongWhatLibrariesPrint() {
    Event progress = Event.of(new Progress(12, "trial 1 of 8"));
    List<String> lines = new ArrayList<>();
    String text = "[1] train-rmse:0.5" + progress.line() + "more" + Event.of(3).line();

    Lines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines::add);

    assertThat(lines.stream().flatMap(line -> Event.read(line).stream()))
        .containsExactly(progress, Event.of(3));
    assertThat(lines).contains("[1] train-rmse:0.5", "more");
    assertThat(Event.read("@millrace {")).isEmpty();
    assertThat(Event.read("{}")).isEmpty();
  }
}
