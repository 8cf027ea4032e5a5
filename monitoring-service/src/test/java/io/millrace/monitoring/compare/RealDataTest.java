package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.problem.Monitor;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RealDataTest {

  private static final int WINDOW = 1_000;
  private static final Path DATA = Path.of("..", "..", "shared", "data");

  @ParameterizedTest
  @EnumSource(Monitor.Test.class)
  void staysQuietOnShuffledElectricity(Monitor.Test test) throws IOException {
    Table table = Table.read("elec2/elec.csv", "class");
    List<String[]> rows = table.shuffled();
    Comparison comparison = table.baseline(rows.subList(0, 5_000));
    int windows = (rows.size() - 5_000) / WINDOW;

    long alarms =
        IntStream.range(0, windows)
            .mapToObj(i -> rows.subList(5_000 + i * WINDOW, 5_000 + (i + 1) * WINDOW))
            .filter(window -> comparison.compare(table.sample(window), test).drifted())
            .count();

    assertThat(windows).isEqualTo(40);
    assertThat(alarms).isLessThanOrEqualTo(test == Monitor.Test.AUTO ? 0 : 1);
  }

  /** By PSI above 1 over all of the days that followed. */
  @ParameterizedTest
  @CsvSource({
    "datatest.txt, Temperature Humidity HumidityRatio",
    "datatest2.txt, Temperature Humidity HumidityRatio CO2"
  })
  void namesWhatMovedInTheOfficeWithinAThousandEvents(String days, String moved)
      throws IOException {
    Table training = Table.read("occupancy/datatraining.txt", "Occupancy");
    Table later = Table.read("occupancy/" + days, "Occupancy");
    Comparison comparison = training.baseline(training.rows);
    String[] expected = moved.split(" ");

    List<Finding> first = moved(comparison, later.sample(later.rows.subList(0, WINDOW)));
    List<Finding> all = moved(comparison, later.sample(later.rows));

    assertThat(all)
        .filteredOn(finding -> finding.statistic() > 1)
        .extracting(Finding::feature)
        .containsExactlyInAnyOrder(expected);
    assertThat(first.subList(0, expected.length))
        .extracting(Finding::feature)
        .containsExactlyInAnyOrder(expected);
  }

  private static List<Finding> moved(Comparison comparison, Sample sample) {
    return comparison.compare(sample, Monitor.Test.AUTO).movedFeatures();
  }

  /** Columns of numbers, and a class as the output. */
  private record Table(List<String> names, List<String[]> rows, String target) {

    static Table read(String file, String target) throws IOException {
      Path path = DATA.resolve(file);
      assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
      List<String[]> lines =
          Files.readAllLines(path).stream().map(l -> l.replace("\"", "").split(",")).toList();
      List<String> names = Arrays.asList(lines.getFirst());
      List<String[]> rows =
          lines.stream()
              .skip(1)
              .map(row -> Arrays.copyOfRange(row, row.length - names.size(), row.length))
              .toList();
      return new Table(names, rows, target);
    }

    List<String[]> shuffled() {
      List<String[]> shuffled = new java.util.ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(42));
      return shuffled;
    }

    Comparison baseline(List<String[]> some) {
      Map<String, FeatureBaseline> features = new LinkedHashMap<>();
      features()
          .forEach(
              name -> features.put(name, FeatureBaseline.numbers(of(name, some), some.size())));
      FeatureBaseline answers = FeatureBaseline.categories(answers(some), some.size());
      return new Comparison(new Baseline(some.size(), features, answers, List.of()), target);
    }

    Sample sample(List<String[]> some) {
      Map<String, Column> columns = new LinkedHashMap<>();
      features().forEach(name -> columns.put(name, NumberColumn.of(of(name, some))));
      return new Sample(columns, WordColumn.of(answers(some)));
    }

    private List<String> features() {
      return names.stream().filter(name -> !List.of("date", target).contains(name)).toList();
    }

    private double[] of(String feature, List<String[]> some) {
      int column = names.indexOf(feature);
      return some.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray();
    }

    private String[] answers(List<String[]> some) {
      int column = names.indexOf(target);
      return some.stream().map(row -> row[column]).toArray(String[]::new);
    }
  }
}
