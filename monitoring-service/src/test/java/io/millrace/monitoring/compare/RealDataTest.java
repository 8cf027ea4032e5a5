package io.millrace.monitoring.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Monitor;
import io.millrace.scoring.baseline.Attribution;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.BinSums;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.features.RowBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

  /**
   * Of a model that learned from the first days, judged on those after: its answers differ by the
   * light first of all, and go on doing so; of the windows that lie in a weekend, when nobody
   * comes, it explains next to nothing, as do all others.
   */
  @Test
  void theSameFeaturesDecideInTheOffice() throws IOException {
    Table training = Table.read("occupancy/datatraining.txt", "Occupancy");
    int learned = training.rows.size() * 8 / 10;
    Table first = training.of(training.rows.subList(0, learned));
    LogisticModel model = LogisticModel.of(first.numbers(), first.truths());
    Attribution baseline =
        training.of(training.rows.subList(learned, training.rows.size())).attribution(model);

    for (String days : List.of("datatest.txt", "datatest2.txt")) {
      Table later = Table.read("occupancy/" + days, "Occupancy");
      assertThat(later.verdicts(0, baseline, model))
          .isNotEmpty()
          .allSatisfy(verdict -> assertThat(verdict.gain()).isGreaterThan(0.95))
          .anySatisfy(verdict -> assertThat(verdict.changed()).isNotEmpty());
    }
  }

  @Test
  void findsALampThatIsAlwaysOnInTheOffice() throws IOException {
    Table training = Table.read("occupancy/datatraining.txt", "Occupancy");
    LogisticModel model = LogisticModel.of(training.numbers(), training.truths());
    Table mixed = training.of(training.shuffled());
    Attribution baseline = mixed.of(mixed.rows.subList(0, 2_000)).attribution(model);

    assertThat(mixed.verdicts(2_000, baseline, model))
        .hasSize(6)
        .allSatisfy(verdict -> assertThat(verdict.gain()).isEqualTo(1));
    assertThat(mixed.with("Light", "450").verdicts(2_000, baseline, model))
        .hasSize(6)
        .allSatisfy(
            verdict -> assertThat(verdict.changed().getFirst().feature()).isEqualTo("Light"));
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

    Table of(List<String[]> some) {
      return new Table(names, some, target);
    }

    /** A feature that stands still. */
    Table with(String feature, String value) {
      int column = names.indexOf(feature);
      return of(
          rows.stream()
              .map(
                  row -> {
                    String[] other = row.clone();
                    other[column] = value;
                    return other;
                  })
              .toList());
    }

    List<AttributionVerdict> verdicts(int from, Attribution baseline, LogisticModel model) {
      return IntStream.range(0, (rows.size() - from) / WINDOW)
          .mapToObj(i -> rows.subList(from + i * WINDOW, from + (i + 1) * WINDOW))
          .map(window -> of(window).spread(baseline, model))
          .map(spread -> new AttributionComparison(baseline).compare(spread).orElseThrow())
          .toList();
    }

    Attribution attribution(LogisticModel model) {
      List<Feature> schema =
          features().stream()
              .<Feature>map(f -> new Feature.Number(f, true, Optional.empty()))
              .toList();
      RowBatch batch = new RowBatch(new Schema(schema), rows.size());
      for (int i = 0; i < rows.size(); i++) {
        batch.open(0);
        for (int j = 0; j < schema.size(); j++) {
          batch.setNumber(j, of(rows.get(i), schema.get(j).name()));
        }
      }
      return Attribution.of(batch, answers(model)).orElseThrow();
    }

    Spread spread(Attribution baseline, LogisticModel model) {
      double[] answers = Arrays.stream(answers(model)).map(baseline::standard).toArray();
      Map<String, BinSums> sums = new LinkedHashMap<>();
      baseline
          .features()
          .forEach(
              (name, bins) -> {
                BinSums of = BinSums.empty(bins.bins().size());
                of.add(bins.places(of(name, rows)), answers);
                sums.put(name, of);
              });
      return new Spread(rows.size(), sums);
    }

    double[][] numbers() {
      return rows.stream()
          .map(row -> features().stream().mapToDouble(f -> of(row, f)).toArray())
          .toArray(double[][]::new);
    }

    boolean[] truths() {
      boolean[] truths = new boolean[rows.size()];
      String[] answers = answers(rows);
      for (int i = 0; i < truths.length; i++) {
        truths[i] = answers[i].equals("1");
      }
      return truths;
    }

    private double[] answers(LogisticModel model) {
      return Arrays.stream(numbers()).mapToDouble(model::answer).toArray();
    }

    private double of(String[] row, String feature) {
      return Double.parseDouble(row[names.indexOf(feature)]);
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
