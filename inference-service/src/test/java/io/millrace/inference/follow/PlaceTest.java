package io.millrace.inference.follow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

  @Test
  void isReadAsItIsWritten() {
    Place place = Place.of(17, 0, 4);

    assertThat(place).hasToString("17-0-4");
    assertThat(Place.parse("17-0-4")).contains(place);
    assertThat(Place.parse(Place.BEGINNING.toString())).contains(Place.BEGINNING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1-", "a", "1,2", "-1", "1 2", "12345678901234567890"})
  void refusesWhatIsNone(String text) {
    assertThat(Place.parse(text)).isEmpty();
  }

  @Test
  void movesWithWhatIsTold() {
    assertThat(Place.of(1, 5).after(0, 1).after(2, 3)).isEqualTo(Place.of(2, 5, 4));
    assertThat(Place.of(7).after(0, 3)).isEqualTo(Place.of(7));
    assertThat(Place.of(1, 5).or(Place.of(3, 2, 1))).isEqualTo(Place.of(3, 5, 1));
  }

  @Test
  void knowsHowFarItIsBehind() {
    assertThat(Place.of(1, 5).behind(Place.of(3, 4, 2))).isEqualTo(4);
    assertThat(Place.of(3, 4).behind(Place.of(3, 4))).isZero();
  }
}
