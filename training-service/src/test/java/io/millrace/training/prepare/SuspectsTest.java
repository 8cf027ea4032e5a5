package io.millrace.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.RowBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SuspectsTest {

  private static final int ROWS = 4000;

  private final Random random = new Random(3);
  private final double[] hidden = numbers(() -> random.nextGaussian());
  private final String[] taken = words(row -> hidden[row] + random.nextGaussian() > 0 ? "1" : "0");

  @Test
  void saysNothingOfHonestFeatures() {
    double[] steps = numbers(() -> Math.floor(random.nextGaussian() * 1e6));

    assertThat(
            classes(
                taken,
                Map.of("strong", hidden, "noise", numbers(random::nextDouble), "bytes", steps)))
        .isEmpty();
  }

  @Test
  void findsFeaturesThatSayNothingOrNothingThatComesAgain() {
    double[] row = new double[ROWS];
    Arrays.setAll(row, i -> 5e6 + 3 * i);
    double[] shuffled = row.clone();
    for (int i = ROWS - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double swapped = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = swapped;
    }
    double[] none = numbers(() -> Double.NaN);

    assertThat(
            classes(
                taken,
                Map.of(
                    "same",
                    numbers(() -> 5),
                    "row",
                    row,
                    "serial",
                    shuffled,
                    "none",
                    none,
                    "name",
                    words(i -> "n" + i * 7))))
        .containsExactlyInAnyOrder(
            "constant:same", "counter:row", "identifier:serial", "missing:none", "identifier:name");
  }

  @Test
  void findsTheTargetUnderAnotherName() {
    double[] count = numbers(() -> random.nextInt(100));

    assertThat(classes(taken, Map.of("state", words(i -> taken[i].equals("1") ? "busy" : "free"))))
        .containsExactly("target:state");
    assertThat(numbers(count, Map.of("copy", count.clone(), "temp", hidden)))
        .containsExactly("target:copy");
  }

  @Test
  void findsAFeatureThatPredictsAlone() {
    double[] after = new double[ROWS];
    Arrays.setAll(after, i -> (taken[i].equals("1") ? 3 : -3) + 0.7 * random.nextGaussian());
    double[] count = numbers(() -> random.nextInt(1000));
    double[] invoiced = new double[ROWS];
    Arrays.setAll(invoiced, i -> 2.5 * count[i] + random.nextGaussian());

    assertThat(classes(taken, Map.of("after", after, "temp", hidden)))
        .containsExactly("leak:after");
    assertThat(numbers(count, Map.of("invoiced", invoiced, "temp", hidden)))
        .containsExactly("leak:invoiced");
  }

  @Test
  void isNotSurprisedByAGoodFeatureWhereTheLastTargetIsAsGood() {
    double[] slow = new double[ROWS];
    for (int i = 1; i < ROWS; i++) {
      slow[i] = slow[i - 1] + random.nextGaussian();
    }
    double[] outside = new double[ROWS];
    Arrays.setAll(outside, i -> slow[i] + random.nextGaussian());

    assertThat(numbers(slow, Map.of("outside", outside))).isEmpty();
  }

  @Test
  void findsTwoNumbersThatMakeTheTarget() {
    double[] casual = numbers(() -> random.nextInt(50));
    double[] registered = numbers(() -> random.nextInt(300));
    double[] sum = new double[ROWS];
    Arrays.setAll(sum, i -> casual[i] + registered[i]);
    double[] product = new double[ROWS];
    Arrays.setAll(product, i -> hidden[i] * casual[i]);

    assertThat(numbers(sum, Map.of("casual", casual, "temp", hidden, "registered", registered)))
        .contains("pair:casual,registered");
    assertThat(numbers(product, Map.of("casual", casual, "hidden", hidden)))
        .containsExactly("pair:casual,hidden");
  }

  @Test
  void findsFailureModesOfMachines() {
    List<Map<String, String>> rows = table("ai4i2020/ai4i2020.csv", "\t", 0);
    Map<String, Object> columns = new HashMap<>();
    for (String name : rows.getFirst().keySet()) {
      if (!name.equals("Machine failure")) {
        boolean words = name.equals("Product ID") || name.equals("Type");
        columns.put(name, words ? word(rows, name) : number(rows, name));
      }
    }

    assertThat(classes(word(rows, "Machine failure"), columns))
        .containsExactlyInAnyOrder(
            "counter:UDI",
            "identifier:Product ID",
            "flag:TWF",
            "flag:HDF",
            "flag:PWF",
            "flag:OSF",
            "flag-like:RNF");
  }

  @Test
  void findsThePartsOfBikeHire() {
    List<Map<String, String>> rows = table("bike_sharing/hour.csv", ",", 0);
    Map<String, Object> columns = new HashMap<>();
    for (String name : rows.getFirst().keySet()) {
      if (!Set.of("cnt", "dteday").contains(name)) {
        columns.put(name, number(rows, name));
      }
    }

    assertThat(numbers(number(rows, "cnt"), columns))
        .containsExactlyInAnyOrder("counter:instant", "pair:casual,registered");
    columns.keySet().removeAll(Set.of("instant", "casual", "registered"));
    assertThat(numbers(number(rows, "cnt"), columns)).isEmpty();
  }

  /** Light is a strong and an honest feature: where nobody is, nobody switches it on. */
  @Test
  void raisesNoFalseAlarmOverAnOfficeRoom() {
    List<Map<String, String>> rows = table("occupancy/datatraining.txt", ",", 1);
    Map<String, Object> columns = new HashMap<>();
    for (String name : List.of("Temperature", "Humidity", "Light", "CO2", "HumidityRatio")) {
      columns.put(name, number(rows, name));
    }

    assertThat(classes(word(rows, "Occupancy"), columns)).isEmpty();
  }

  /** Three of its features were no more than constants in the first year. */
  @Test
  void raisesNoFalseAlarmOverElectricity() {
    List<Map<String, String>> rows = table("elec2/elec.csv", ",", 0);
    Map<String, Object> columns = new HashMap<>();
    rows.getFirst().keySet().stream()
        .filter(name -> !name.equals("class"))
        .forEach(name -> columns.put(name, number(rows, name)));

    assertThat(classes(word(rows, "class"), columns)).isEmpty();
  }

  private List<String> classes(String[] target, Map<String, ?> columns) {
    List<String> classes = Arrays.stream(target).distinct().sorted().toList();
    double[] targets = Arrays.stream(target).mapToDouble(classes::indexOf).toArray();
    return findings(targets, classes, columns);
  }

  private List<String> numbers(double[] target, Map<String, ?> columns) {
    return findings(target, List.of(), columns);
  }

  private static List<String> findings(
      double[] targets, List<String> classes, Map<String, ?> columns) {
    List<String> names = columns.keySet().stream().sorted().toList();
    List<Feature> features = new ArrayList<>();
    for (String name : names) {
      features.add(
          columns.get(name) instanceof double[]
              ? new Feature.Number(name, true, Optional.empty())
              : new Feature.Category(name, true, List.of()));
    }
    RowBatch rows = new RowBatch(new Schema(features), targets.length);
    for (int row = 0; row < targets.length; row++) {
      rows.open(Instant.EPOCH.plusSeconds(row).toEpochMilli());
      for (int i = 0; i < names.size(); i++) {
        if (columns.get(names.get(i)) instanceof double[] numbers) {
          rows.setNumber(i, numbers[row]);
        } else if (columns.get(names.get(i)) instanceof String[] words) {
          rows.setCategory(i, words[row]);
        }
      }
    }
    double[] previous = new double[targets.length];
    Arrays.setAll(previous, row -> row == 0 ? Double.NaN : targets[row - 1]);
    Sample sample = new Sample(new Part(rows, targets), previous, classes, targets.length);
    return Suspects.in(sample, "y").stream().map(Warning::finding).toList();
  }

  private static double[] numbers(java.util.function.DoubleSupplier value) {
    double[] numbers = new double[ROWS];
    Arrays.setAll(numbers, _ -> value.getAsDouble());
    return numbers;
  }

  private static String[] words(java.util.function.IntFunction<String> word) {
    String[] words = new String[ROWS];
    Arrays.setAll(words, word);
    return words;
  }

  private static double[] number(List<Map<String, String>> rows, String name) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row.get(name))).toArray();
  }

  private static String[] word(List<Map<String, String>> rows, String name) {
    return rows.stream().map(row -> row.get(name)).toArray(String[]::new);
  }

  /**
   * @param unnamed columns before the first that has a name
   */
  private static List<Map<String, String>> table(String name, String separator, int unnamed) {
    Path file = Path.of("..", "..", "shared", "data").resolve(name).toAbsolutePath().normalize();
    assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    try {
      List<String> lines = Files.readAllLines(file);
      List<String> names = cells(lines.getFirst(), separator);
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        List<String> cells = cells(line, separator);
        Map<String, String> row = new java.util.LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
          row.put(names.get(i), cells.get(i + unnamed));
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> cells(String line, String separator) {
    return Arrays.stream(line.split(Pattern.quote(separator)))
        .map(cell -> cell.replace("\"", "").strip())
        .toList();
  }
}
