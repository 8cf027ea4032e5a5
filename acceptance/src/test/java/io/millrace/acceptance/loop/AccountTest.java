package io.millrace.acceptance.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.loop.Account.Found;
import io.millrace.acceptance.loop.Stream.Block;
import io.millrace.acceptance.loop.Stream.Event;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountTest {

  private static final Block FIRST = new Block("first", 2, 6);
  private static final Block SECOND = new Block("second", 6, 10);

  private static final Stream STREAM =
      new Stream(
          "s",
          "y",
          List.of(),
          Collections.nCopies(10, new Event(List.of(), "1")),
          List.of(FIRST, SECOND),
          2);

  private static final Account ON =
      new Account(
          STREAM,
          new boolean[] {false, false, true, true, true, true, false, false, true, true},
          List.of(new Found(6, "performance"), new Found(8, "concept"), new Found(10, "data")),
          List.of(2, 10));

  @Test
  void countsWhatCameAfterTheWarmUp() {
    assertThat(ON.accuracy()).isEqualTo(0.75);
    assertThat(ON.settled(SECOND)).isEqualTo(1);
  }

  @Test
  void whatIsSeenAfterTheLastEventOfABlockIsOfThatBlock() {
    assertThat(ON.first(FIRST)).contains(new Found(6, "performance"));
    assertThat(ON.first(SECOND)).contains(new Found(8, "concept"));
    assertThat(ON.versions(FIRST)).isZero();
    assertThat(ON.versions(SECOND)).isEqualTo(1);
  }

  @Test
  void isShownBesideTheLoopThatIsOff() {
    Account off = new Account(STREAM, new boolean[10], List.of(), List.of(2));

    assertThat(Table.of(ON, off))
        .contains("| s | second | 0.0 % | 50.0 % | 100.0 % | 2 (concept) | 1 |")
        .contains("| s | **all 8** | **0.0 %** | **75.0 %** |  |  | 2 |");
  }
}
