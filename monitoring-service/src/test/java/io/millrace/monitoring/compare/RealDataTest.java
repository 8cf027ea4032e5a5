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
import org.junit.jupiter.api.Test;

class RealDataTest {

  private static final Path DATA = Path.of("..", "..", "shared", "data");

  @Test
  void staysQuietOnShuffledElectricity() throws IOException {
    Table table = Table.read("elec2/elec.csv", "class");
    List<String[]> rows = table.shuffled();
    Comparison comparison = table.baseline(rows.subList(0, 5_000));
    int windows = (rows.size() - 5_000) / 1_000;

    long alarms =
        IntStream.range(0, windows)
            .mapToObj(i -> rows.subList(5_000 + i * 1_000, 6_000 + i * 1_000))
            .filter(window -> comparison.compare(table.sample(window), Monitor.Test.AUTO).drifted())
            .count();

    assertThat(windows).isEqualTo(40);
    assertThat(alarms).isZero();
  }

  @Test
  void seesThatTheAirOfTheOfficeBecameMoreHumid() throws IOException {
    Table training = Table.read("occupancy/datatraining.txt", "Occupancy");
    Table later = Table.read("occupancy/datatest.txt", "Occupancy");

    WindowVerdict verdict =
        training
            .baseline(training.rows)
            .compare(later.sample(later.rows.subList(0, 1_440)), Monitor.Test.AUTO);

    assertThat(verdict.featureEvidence()).extracting(Finding::feature).contains("Humidity");
    assertThat(verdict.featureEvidence().getFirst().test()).isEqualTo(Finding.PSI);
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
      Sample sample = sample(some);
      Map<String, FeatureBaseline> features = new LinkedHashMap<>();
      sample.features().forEach((name, column) -> features.put(name, World.describe(column)));
      return new Comparison(
          new Baseline(some.size(), features, World.describe(sample.output()), List.of()), target);
    }

    Sample sample(List<String[]> some) {
      Map<String, Column> features = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        int column = i;
        if (!List.of("date", target).contains(names.get(i))) {
          features.put(
              names.get(i),
              new Column.Numbers(
                  some.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray()));
        }
      }
      int answer = names.indexOf(target);
      return new Sample(
          features, new Column.Words(some.stream().map(row -> row[answer]).toArray(String[]::new)));
    }
  }
}
