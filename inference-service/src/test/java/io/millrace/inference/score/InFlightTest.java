package io.millrace.inference.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.inference.score.InFlight.Share;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private static final int MB = 1 << 20;

  private final InFlight inFlight = new InFlight(4 * MB, MB);

  @Test
  void takesAsMuchAsThereIsRoomForAndThenNoMore() {
    Share first = inFlight.take(MB).orElseThrow();
    for (int i = 0; i < 3; i++) {
      assertThat(inFlight.take(MB)).isPresent();
    }

    assertThat(inFlight.take(1)).isEmpty();

    first.close();
    first.close();
    assertThat(inFlight.take(MB)).isPresent();
    assertThat(inFlight.take(1)).isEmpty();
  }

  @Test
  void countsARequestThatDoesNotSayItsLengthAsTheLargest() {
    for (int i = 0; i < 4; i++) {
      assertThat(inFlight.take(-1)).isPresent();
    }

    assertThat(inFlight.take(-1)).isEmpty();
  }

  @Test
  void countsEvenTheSmallest() {
    int taken = 0;
    while (inFlight.take(0).isPresent()) {
      taken++;
    }

    assertThat(taken).isEqualTo(256);
  }

  @Test
  void hasRoomForTheLargestAtLeast() {
    assertThat(new InFlight(1, MB).take(MB)).isPresent();
  }
}
