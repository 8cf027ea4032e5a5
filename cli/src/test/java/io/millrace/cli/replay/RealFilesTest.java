package io.millrace.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The examples with the data that they are made for; skipped where the data is absent. */
class RealFilesTest {

  private static final Path DATA = Path.of("../../shared/data");

  @Test
  void readsTheRoomsFilesWithTheirUnnamedRowNames() throws Exception {
    List<Map<String, @Nullable Object>> rows =
        rows(
            "room-occupancy",
            "occupancy/datatraining.txt",
            "occupancy/datatest.txt",
            "occupancy/datatest2.txt");

    assertThat(rows).hasSize(20_560);
    assertThat(rows.getFirst())
        .containsEntry("date", "2015-02-04 17:51:00")
        .containsEntry("CO2", 721.25)
        .containsEntry("Occupancy", "1");
    assertThat(rows).allMatch(row -> row.size() == 6);
  }

  @Test
  void readsTheMarket() throws Exception {
    List<Map<String, @Nullable Object>> rows = rows("electricity", "elec2/elec.csv");

    assertThat(rows).hasSize(45_312).allMatch(row -> row.size() == 7);
    assertThat(rows.getFirst()).containsEntry("period", 0.0).containsEntry("class", "1");
  }

  @Test
  void readsTheBikes() throws Exception {
    List<Map<String, @Nullable Object>> rows = rows("bike-hire", "bike_sharing/hour.csv");

    assertThat(rows).hasSize(17_379).allMatch(row -> row.size() == 12);
    assertThat(rows.getFirst())
        .containsEntry("dteday", "01/01/11")
        .containsEntry("holiday", false)
        .containsEntry("season", "1")
        .containsEntry("cnt", 16.0)
        .doesNotContainKey("casual");
  }

  @Test
  void readsTabsWithCarriageReturns() throws Exception {
    Path file = DATA.resolve("ai4i2020/ai4i2020.csv");
    assume(file);

    try (Rows rows = RowFile.open(file)) {
      assertThat(rows.columns().orElseThrow()).contains("Machine failure", "Torque [Nm]");
      int count = 0;
      for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        assertThat(row.get()).isInstanceOf(Row.Fields.class);
        count++;
      }
      assertThat(count).isEqualTo(10_000);
    }
  }

  private static List<Map<String, @Nullable Object>> rows(String example, String... files)
      throws Exception {
    Typing typing = new Typing(problem(example));
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (String name : files) {
      Path file = DATA.resolve(name);
      assume(file);
      try (Rows rows = RowFile.open(file)) {
        assertThat(rows.columns().orElseThrow()).containsAll(typing.required());
        for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
          all.add(typing.typed((Row.Fields) row.get()));
        }
      }
    }
    return all;
  }

  private static void assume(Path file) {
    assumeTrue(Files.exists(file), () -> file + " is absent: skipped");
  }

  private static Problem problem(String example) throws Exception {
    Map<String, Object> tree =
        new YAMLMapper()
            .readValue(
                Files.readString(Path.of("../examples", example + ".yaml")),
                new TypeReference<>() {});
    return ((ProblemFile.Accepted) ProblemFile.read(tree)).problem();
  }
}
