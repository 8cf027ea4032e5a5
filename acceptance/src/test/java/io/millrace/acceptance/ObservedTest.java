package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What ships for Prometheus and Grafana. That the metrics are there is seen in RealDataIT. */
class ObservedTest {

  private static final Pattern METER = Pattern.compile("\"(millrace\\.[a-z.-]+)\"");

  /** What Prometheus' names have behind the meter's. */
  private static final Pattern UNIT =
      Pattern.compile("(_seconds|_bytes)?(_total|_count|_sum|_bucket|_max)?$");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check rules millrace-rules.yaml",
        "test rules millrace-rules-test.yaml",
        "check config --syntax-only prometheus-example.yaml"
      })
  void promtoolFindsNoFault(String command) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
        "skipped: promtool is not installed (Debian: apt-get install prometheus)");

    Process promtool =
        new ProcessBuilder(
                Stream.concat(Stream.of("promtool"), Stream.of(command.split(" "))).toList())
            .directory(Observed.FOLDER.resolve("prometheus").toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(promtool.getInputStream().readAllBytes());

    assertThat(promtool.waitFor()).as(output).isZero();
  }

  @Test
  void everyMetricOfOursIsOneThatTheServicesHave() throws IOException {
    Set<String> meters = meters();

    assertThat(Observed.all())
        .filteredOn(name -> name.startsWith("millrace_"))
        .hasSizeGreaterThan(10)
        .allMatch(
            name -> meters.contains(name) || meters.contains(UNIT.matcher(name).replaceAll("")));
  }

  @Test
  void everyRuleIsTested() {
    String tests = Observed.read(Path.of("..", "observe/prometheus/millrace-rules-test.yaml"));

    assertThat(Pattern.compile("alert: (\\w+)").matcher(Observed.read(Observed.RULES)).results())
        .extracting(found -> found.group(1))
        .isNotEmpty()
        .allMatch(rule -> tests.contains("alertname: " + rule));
  }

  @Test
  void thePageOnWhatToWatchHasEveryRuleAndNoMetricThatThereIsNot() throws IOException {
    String page = Observed.read(Path.of("..", "docs/observability.md"));
    Set<String> meters = meters();

    assertThat(Pattern.compile("alert: (\\w+)").matcher(Observed.read(Observed.RULES)).results())
        .extracting(found -> found.group(1))
        .allMatch(rule -> page.contains("`" + rule + "`"));
    assertThat(Pattern.compile("`(millrace_[a-z_]+)`").matcher(page).results())
        .extracting(found -> found.group(1))
        .hasSizeGreaterThan(10)
        .allMatch(
            name -> meters.contains(name) || meters.contains(UNIT.matcher(name).replaceAll("")));
  }

  @Test
  void theDashboardIsJson() {
    assertThat(JsonMapper.shared().readTree(Observed.read(Observed.DASHBOARD)).at("/panels"))
        .isNotEmpty();
  }

  private static Set<String> meters() throws IOException {
    Set<String> meters = new TreeSet<>();
    for (String module :
        List.of(
            "service-starter",
            "ingestion-service",
            "training-service",
            "inference-service",
            "monitoring-service")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .flatMap(file -> METER.matcher(Observed.read(file)).results())
            .map(found -> found.group(1).replace('.', '_').replace('-', '_'))
            .forEach(meters::add);
      }
    }
    return meters;
  }
}
