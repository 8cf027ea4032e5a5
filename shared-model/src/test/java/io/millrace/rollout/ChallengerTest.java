package io.millrace.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.Role;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChallengerTest {

  private static final List<String> ENTITIES =
      IntStream.range(0, 20_000).mapToObj(i -> "room-" + i).toList();

  @Test
  void takesAboutItsShare() {
    for (double share : new double[] {0.01, 0.1, 0.5, 0.9}) {
      assertThat(taken(canary(3, share)) / 20_000.0).isEqualTo(share, within(0.012));
    }
    assertThat(taken(canary(3, 1))).isEqualTo(20_000);
  }

  /** Written down, so that a change of the function shows: it would move entities about. */
  @Test
  void takesTheSameEntitiesWhereverItIsAsked() {
    Challenger canary = canary(8, 0.25);

    assertThat(ENTITIES.stream().limit(40).filter(canary::takes)).isNotEmpty();
    assertThat(ENTITIES)
        .allSatisfy(
            entity -> assertThat(canary(8, 0.25).takes(entity)).isEqualTo(canary.takes(entity)));
  }

  @Test
  void whoeverIsAmongAShareIsAmongEachLargerOne() {
    assertThat(ENTITIES)
        .filteredOn(canary(5, 0.1)::takes)
        .allMatch(canary(5, 0.2)::takes)
        .allMatch(canary(5, 0.6)::takes);
  }

  @Test
  void drawsAnewForEachVersion() {
    for (int version = 1; version < 6; version++) {
      Challenger one = canary(version, 0.2);
      Challenger next = canary(version + 1, 0.2);

      long both = ENTITIES.stream().filter(one::takes).filter(next::takes).count();

      assertThat(both / 20_000.0).isEqualTo(0.04, within(0.01));
    }
  }

  @Test
  void takesNoChampionAndNoShareThatIsNone() {
    assertThatThrownBy(() -> new Challenger(2, Role.CHAMPION, 0.5))
        .hasMessage("version 2 cannot be tried as champion of 0.5");
    for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> canary(2, share)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static long taken(Challenger challenger) {
    return ENTITIES.stream().filter(challenger::takes).count();
  }

  private static Challenger canary(int version, double share) {
    return new Challenger(version, Role.CANARY, share);
  }
}
