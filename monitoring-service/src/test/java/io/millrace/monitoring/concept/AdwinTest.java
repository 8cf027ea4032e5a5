package io.millrace.monitoring.concept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdwinTest {

  private static final int RUNS = 200;
  private static final int CHANGE = 5_000;

  @Test
  void raisesAtMostOneAlarmInTwoMillionErrorsThatAreAsFrequentAsEver() {
    long alarms = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      alarms += alarms(errors(seed, 0.2, 0.2)).size();
    }

    assertThat(alarms).isLessThanOrEqualTo(1);
  }

  @Test
  void seesThatErrorsDoubledWithinAHundredAndSixty() {
    assertThat(medianDelay(0.4)).isLessThanOrEqualTo(160);
  }

  @Test
  void seesThatErrorsGrewByAHalfWithinFourHundredAndFifty() {
    assertThat(medianDelay(0.3)).isLessThanOrEqualTo(450);
  }

  @Test
  void saysByHowMuchErrorsRoseAndSinceWhen() {
    Rise rise = run(errors(1, 0.1, 0.5)).getFirst();

    assertThat(rise.before()).isBetween(0.08, 0.12);
    assertThat(rise.latest()).isBetween(0.3, 0.7);
    assertThat(rise.count()).isLessThan(100);
    assertThat(rise.statistic()).isGreaterThan(rise.threshold());
  }

  @Test
  void tellsOneChangeOnceAsARule() {
    int once = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      once += alarms(errors(seed, 0.1, 0.5)).size() == 1 ? 1 : 0;
    }

    assertThat(once).isGreaterThan(RUNS - RUNS / 20);
  }

  @Test
  void raisesNoAlarmWhenErrorsBecomeFewerButSeesTheNextRiseFromThere() {
    double[] fewer = errors(1, 0.4, 0.1);
    double[] more = errors(2, 0.1, 0.4);
    double[] all = Arrays.copyOf(fewer, fewer.length + more.length);
    System.arraycopy(more, 0, all, fewer.length, more.length);

    List<Integer> alarms = alarms(all);

    assertThat(alarms).hasSize(1);
    assertThat(alarms.getFirst()).isBetween(fewer.length + CHANGE, fewer.length + CHANGE + 160);
  }

  /** None is missed. */
  private static int medianDelay(double after) {
    int[] delays = new int[RUNS];
    for (int seed = 0; seed < RUNS; seed++) {
      delays[seed] =
          alarms(errors(seed, 0.2, after)).stream()
              .filter(at -> at >= CHANGE)
              .mapToInt(at -> at - CHANGE)
              .findFirst()
              .orElseThrow();
    }
    Arrays.sort(delays);
    return delays[RUNS / 2];
  }

  private static double[] errors(int seed, double before, double after) {
    Random random = new Random(seed);
    double[] errors = new double[2 * CHANGE];
    Arrays.setAll(errors, i -> random.nextDouble() < (i < CHANGE ? before : after) ? 1 : 0);
    return errors;
  }

  private static List<Rise> run(double[] errors) {
    List<Rise> rises = new ArrayList<>();
    alarms(errors, rises);
    return rises;
  }

  /** How many errors there had been at each. */
  private static List<Integer> alarms(double[] errors) {
    return alarms(errors, new ArrayList<>());
  }

  private static List<Integer> alarms(double[] errors, List<Rise> rises) {
    List<Integer> alarms = new ArrayList<>();
    Detector detector = Adwin.start(0.002);
    for (int i = 0; i < errors.length; i++) {
      Detector.Step step = detector.add(errors[i]);
      detector = step.next();
      if (step.rise() != null) {
        alarms.add(i + 1);
        rises.add(step.rise());
      }
    }
    return alarms;
  }
}
