package io.millrace.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildingTest {

  private static final long SEED = 42;
  private static final int CO2 = 3;

  @Test
  void repeatsItselfWithTheSameSeed() {
    assertThat(days(new Building(SEED), 1)).isEqualTo(days(new Building(SEED), 1));
  }

  @Test
  void looksAlikeFromWinterDayToWinterDay() {
    Building building = new Building(SEED);
    List<Reading> known = days(building, 4);

    for (int day = 0; day < 8; day++) {
      List<Reading> next = days(building, 1);
      for (int feature = 0; feature < 4; feature++) {
        assertThat(psi(known, next, feature)).as("feature %d", feature).isLessThan(0.1);
      }
    }
  }

  @Test
  void isLearntInWinterAndMisreadInSummer() {
    Building building = new Building(SEED);
    List<Reading> winter = days(building, 4);
    Neighbours rule = new Neighbours(winter);

    double winterF1 = rule.f1(days(building, 1));
    building.turnTo(Season.SUMMER);
    List<Reading> summer = days(building, 2);
    double summerF1 = rule.f1(summer);

    assertThat(winterF1).isBetween(0.92, 0.99);
    assertThat(summerF1).isLessThan(winterF1 - 0.2);
    assertThat(new Neighbours(summer).f1(days(building, 1))).isGreaterThan(summerF1 + 0.2);
    assertThat(psi(winter, summer, CO2)).isGreaterThan(0.25);
  }

  @Test
  void staysWithinWhatABuildingKnows() {
    Building building = new Building(SEED);
    List<Reading> all = days(building, 3);
    building.turnTo(Season.SUMMER);
    all.addAll(days(building, 3));

    assertThat(all)
        .allSatisfy(
            reading -> {
              assertThat(reading.temperature()).isBetween(15.0, 33.0);
              assertThat(reading.humidity()).isBetween(10.0, 90.0);
              assertThat(reading.light()).isBetween(0.0, 1500.0);
              assertThat(reading.co2()).isBetween(380.0, 2500.0);
            });
    assertThat(all.stream().map(Reading::id)).doesNotHaveDuplicates();
  }

  private static List<Reading> days(Building building, int days) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < days * Building.READINGS_A_DAY / Building.ROOMS; i++) {
      readings.addAll(building.next());
    }
    return readings;
  }

  /** Over the tenths of the known readings. */
  private static double psi(List<Reading> known, List<Reading> next, int feature) {
    double[] sorted =
        known.stream().mapToDouble(r -> Neighbours.values(r)[feature]).sorted().toArray();
    double[] cuts = new double[9];
    Arrays.setAll(cuts, i -> sorted[(i + 1) * sorted.length / 10]);
    double[] before = shares(known, cuts, feature);
    double[] after = shares(next, cuts, feature);
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += (after[i] - before[i]) * Math.log(after[i] / before[i]);
    }
    return sum;
  }

  private static double[] shares(List<Reading> readings, double[] cuts, int feature) {
    double[] shares = new double[cuts.length + 1];
    Arrays.fill(shares, 1e-4);
    for (Reading reading : readings) {
      double value = Neighbours.values(reading)[feature];
      int bin = (int) Arrays.stream(cuts).filter(cut -> value > cut).count();
      shares[bin] += 1.0 / readings.size();
    }
    return shares;
  }
}
