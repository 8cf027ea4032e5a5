package io.millrace.monitoring.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.millrace.monitoring.compare.AttributionVerdict;
import io.millrace.monitoring.compare.Finding;
import io.millrace.monitoring.observe.Estimate;
import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Judgement;
import io.millrace.monitoring.observe.Labelling;
import io.millrace.monitoring.observe.Recollection;
import io.millrace.monitoring.observe.WindowReport;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was found last of each problem that is looked after here, as metrics. */
final class WatchGauges {

  /** Of a version, the strongest: a problem may have thousands. */
  private static final int FEATURES = 50;

  private final MultiGauge drift;
  private final MultiGauge performance;
  private final MultiGauge estimated;
  private final MultiGauge bound;
  private final MultiGauge coverage;
  private final MultiGauge age;
  private final Map<Integer, List<Rows>> byPartition = new TreeMap<>();

  WatchGauges(MeterRegistry meters) {
    this.drift =
        MultiGauge.builder("millrace.drift.ratio")
            .description("Statistic of the latest window by what is allowed, of the strongest test")
            .register(meters);
    this.performance =
        MultiGauge.builder("millrace.performance")
            .description("The running metric, as it was judged last")
            .register(meters);
    this.estimated =
        MultiGauge.builder("millrace.performance.estimated")
            .description("The metric as it was estimated last, whether labels came or not")
            .register(meters);
    this.bound =
        MultiGauge.builder("millrace.performance.bound")
            .description("The worst value that raises no alert")
            .register(meters);
    this.coverage =
        MultiGauge.builder("millrace.labels.coverage.ratio")
            .description("Share with a label, of predictions older than labels usually are")
            .register(meters);
    this.age =
        MultiGauge.builder("millrace.labels.age")
            .description("From an event's time to its label's")
            .baseUnit("seconds")
            .register(meters);
  }

  /** One problem's. */
  record Rows(
      List<MultiGauge.Row<?>> drift,
      List<MultiGauge.Row<?>> performance,
      List<MultiGauge.Row<?>> estimated,
      List<MultiGauge.Row<?>> bound,
      List<MultiGauge.Row<?>> coverage,
      List<MultiGauge.Row<?>> age) {

    static Rows of(Problem problem, Recollection memory, Instant now) {
      String name = problem.name().value();
      Set<Integer> versions = memory.progress().versions().keySet();
      Monitor.Performance settings = problem.monitor().performance();
      Map<Integer, WindowReport> windows =
          latest(
              memory.entries(Journal.WINDOWS).stream().filter(WindowReport::hasVerdict).toList(),
              WindowReport::modelVersion);
      Map<Integer, Judgement> judgements =
          latest(memory.entries(Journal.JUDGEMENTS), Judgement::modelVersion);
      Map<Integer, Estimate> estimates =
          latest(
              problem.monitor().estimate() ? memory.entries(Journal.ESTIMATES) : List.of(),
              Estimate::modelVersion);
      windows.keySet().retainAll(versions);
      judgements.keySet().retainAll(versions);
      estimates.keySet().retainAll(versions);
      Tags metric = Tags.of("problem", name, "metric", settings.metric().word());
      Labelling.Summary labels = memory.labelling().at(now);
      Tags named = Tags.of("problem", name);
      return new Rows(
          windows.values().stream()
              .flatMap(window -> drift(name, problem.define().target(), window))
              .toList(),
          judgements.values().stream().flatMap(each -> performance(metric, each)).toList(),
          estimates.values().stream()
              .<MultiGauge.Row<?>>map(
                  each -> MultiGauge.Row.of(of(metric, each.modelVersion()), each.value()))
              .toList(),
          settings.alertBound().stream()
              .<MultiGauge.Row<?>>mapToObj(value -> MultiGauge.Row.of(metric, value))
              .toList(),
          row(named, labels.coverage()).toList(),
          Stream.concat(
                  row(named.and("quantile", "0.5"), labels.medianAgeSeconds()),
                  row(named.and("quantile", "0.95"), labels.p95AgeSeconds()))
              .toList());
    }

    private static Stream<MultiGauge.Row<?>> row(Tags tags, @Nullable Double value) {
      return value == null ? Stream.empty() : Stream.of(MultiGauge.Row.of(tags, value));
    }

    private static <T> Map<Integer, T> latest(List<T> latestFirst, Function<T, Integer> version) {
      Map<Integer, T> latest = new TreeMap<>();
      latestFirst.forEach(each -> latest.putIfAbsent(version.apply(each), each));
      return latest;
    }

    private static Stream<MultiGauge.Row<?>> drift(
        String problem, String target, WindowReport window) {
      Map<String, WindowReport.Test> strongest = new HashMap<>();
      window.features().forEach(test -> strongest.merge(test.feature(), test, Rows::stronger));
      return Stream.concat(
              strongest.values().stream()
                  .sorted(Comparator.comparingDouble(Rows::strength).reversed())
                  .limit(FEATURES),
              ranking(target, window))
          .map(
              test ->
                  MultiGauge.Row.of(
                      Tags.of(
                          "problem",
                          problem,
                          "version",
                          Integer.toString(window.modelVersion()),
                          "feature",
                          test.feature(),
                          "test",
                          test.test()),
                      strength(test)));
    }

    /** Of the features together: by how much their ranking is worse, under the target's name. */
    private static Stream<WindowReport.Test> ranking(String target, WindowReport window) {
      WindowReport.Attribution found = window.attribution();
      return found == null
          ? Stream.empty()
          : Stream.of(
              new WindowReport.Test(
                  target,
                  Finding.NDCG_LOSS,
                  1 - found.ndcg(),
                  1 - AttributionVerdict.ENOUGH,
                  found.drifted()));
    }

    private static WindowReport.Test stronger(WindowReport.Test one, WindowReport.Test other) {
      return strength(other) > strength(one) ? other : one;
    }

    private static double strength(WindowReport.Test test) {
      return test.statistic() / test.threshold();
    }

    private static Stream<MultiGauge.Row<?>> performance(Tags metric, Judgement judgement) {
      return judgement.value() == null
          ? Stream.empty()
          : Stream.of(MultiGauge.Row.of(of(metric, judgement.modelVersion()), judgement.value()));
    }

    private static Tags of(Tags metric, int version) {
      return metric.and("version", Integer.toString(version));
    }
  }

  /** In the place of what was shown of the partition. */
  synchronized void show(int partition, List<Rows> rows) {
    byPartition.put(partition, rows);
    register();
  }

  /** Another instance looks after it. */
  synchronized void forget(int partition) {
    byPartition.remove(partition);
    register();
  }

  private void register() {
    drift.register(all(Rows::drift), true);
    performance.register(all(Rows::performance), true);
    estimated.register(all(Rows::estimated), true);
    bound.register(all(Rows::bound), true);
    coverage.register(all(Rows::coverage), true);
    age.register(all(Rows::age), true);
  }

  private List<MultiGauge.Row<?>> all(Function<Rows, List<MultiGauge.Row<?>>> of) {
    List<MultiGauge.Row<?>> all = new ArrayList<>();
    byPartition.values().forEach(rows -> rows.forEach(each -> all.addAll(of.apply(each))));
    return all;
  }
}
