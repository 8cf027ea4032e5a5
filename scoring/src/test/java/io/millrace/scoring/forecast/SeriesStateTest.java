package io.millrace.scoring.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesStateTest {

  private static final long STEP = 60_000;

  private final ForecastPlan plan = plan(4);
  private final SeriesState state = new SeriesState(plan);

  static ForecastPlan plan(int context) {
    return new ForecastPlan(STEP, 2, context, 1, 1, Encoding.WINDOW, 0.9, List.of());
  }

  @Test
  void hasNoWindowBeforeItsContextIsFull() {
    add(0, 1);
    add(1, 2);
    add(2, 3);

    assertThat(state.window(plan)).isEmpty();
    assertThat(state.filled()).isEqualTo(3);
  }

  @Test
  void keepsTheLatestValuesInTheirOrder() {
    for (int i = 0; i < 7; i++) {
      add(i, i);
    }

    assertThat(values()).containsExactly(3, 4, 5, 6);
    assertThat(state.lastMillis()).isEqualTo(6 * STEP);
  }

  @Test
  void putsAMissingValueOnTheLineBetweenItsNeighbours() {
    add(0, 1);
    add(1, 2);
    add(3, 6);

    assertThat(values()).containsExactly(1, 2, 4, 6);
  }

  @Test
  void makesNoWindowOverMoreMissingValuesThanAllowed() {
    add(0, 1);
    add(3, 4);

    assertThat(state.filled()).isEqualTo(4);
    assertThat(state.window(plan)).isEmpty();
  }

  @Test
  void takesTheFirstValueForWhatIsMissingBeforeIt() {
    add(0, 1);
    add(2, 3);
    add(3, 4);
    add(4, 5);

    assertThat(values()).containsExactly(3, 3, 4, 5);
  }

  @Test
  void letsTheLaterOfTwoValuesAtOnePlaceCount() {
    for (int i = 0; i < 4; i++) {
      add(i, i);
    }
    state.add(3 * STEP + STEP / 4, 9);

    assertThat(values()).containsExactly(0, 1, 2, 9);
    assertThat(state.lastMillis()).isEqualTo(3 * STEP);
  }

  @Test
  void putsALateValueWhereItBelongsAndLeavesOneOutThatIsTooLate() {
    add(0, 0);
    add(1, 1);
    add(3, 3);
    add(4, 4);
    add(2, 8);
    add(0, 7);

    assertThat(values()).containsExactly(1, 8, 3, 4);
  }

  @Test
  void beginsAnewAfterAGapOfAWholeContext() {
    for (int i = 0; i < 4; i++) {
      add(i, i);
    }
    add(3 + 4, 5);

    assertThat(state.held().values()).containsExactly(5);
  }

  @Test
  void followsAStepThatIsNotQuiteEven() {
    for (int i = 0; i < 40; i++) {
      state.add(i * (STEP + STEP / 10), i);
    }

    assertThat(values()).containsExactly(36, 37, 38, 39);
  }

  @Test
  void goesOnFromWhatItHeldAsIfNothingHadHappened() {
    add(0, 1);
    add(2, 3);
    SeriesState again = SeriesState.of(plan, state.held());
    for (SeriesState each : List.of(state, again)) {
      each.add(3 * STEP, 5);
      each.add(4 * STEP, 7);
    }

    assertThat(again.held().values()).containsExactly(state.held().values());
    assertThat(again.held().lastMillis()).isEqualTo(state.held().lastMillis());
  }

  @Test
  void keepsWhatAShorterContextNeedsOfALongerOne() {
    for (int i = 0; i < 4; i++) {
      add(i, i);
    }

    SeriesState shorter = SeriesState.of(plan(3), state.held());

    assertThat(shorter.window(plan(3)).orElseThrow().values()).containsExactly(1, 2, 3);
  }

  private void add(int step, double value) {
    state.add(step * STEP, value);
  }

  private double[] values() {
    return state.window(plan).orElseThrow().values();
  }
}
