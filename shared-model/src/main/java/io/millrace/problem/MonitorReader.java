package io.millrace.problem;

import io.millrace.problem.Monitor.Cause;
import io.millrace.problem.Monitor.Concept;
import io.millrace.problem.Monitor.Drift;
import io.millrace.problem.Monitor.Performance;
import io.millrace.problem.Monitor.Retrain;
import io.millrace.problem.Monitor.Test;
import io.millrace.problem.Monitor.Traffic;
import io.millrace.problem.Monitor.Warner;
import io.millrace.problem.Monitor.Window;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Reads step 6. */
final class MonitorReader {

  static final int DEFAULT_WINDOW = 1000;
  private static final int LEAST_WINDOW = 20;
  private static final Drift NO_DRIFT =
      new Drift(new Window.Count(DEFAULT_WINDOW), Test.AUTO, false, false, false);
  private static final double DEFAULT_DELTA = 0.002;
  private static final double DEFAULT_FAILURES = 0.05;
  private static final Duration DEFAULT_COOLDOWN = Duration.ofMinutes(10);

  private final Section monitor;
  private final DefineReader define;

  MonitorReader(Section monitor, DefineReader define) {
    this.monitor = monitor;
    this.define = define;
  }

  Monitor read() {
    Drift drift =
        monitor.unlessOff("drift").map(section -> new DriftReader(section).read()).orElse(NO_DRIFT);
    boolean dataQuality = monitor.at("data-quality").isOn();
    Section watched = monitor.section("performance");
    Performance performance = performance(watched);
    boolean estimate = monitor.at("estimate").isOn();
    boolean alerts = watched.holds("alert-below") || watched.holds("alert-above");
    Optional<Concept> concept = monitor.unlessOff("concept").map(MonitorReader::concept);
    Optional<Traffic> traffic = monitor.unlessOff("traffic").map(MonitorReader::traffic);
    Retrain retrain =
        retrain(monitor.section("retrain"), drift.isWatched(), alerts, concept.isPresent());
    monitor.end();
    return new Monitor(drift, dataQuality, performance, estimate, concept, traffic, retrain);
  }

  private static Concept concept(Section concept) {
    double delta =
        concept
            .at("delta")
            .number(1e-6, 0.1, "0.000001 to 0.1, such as 0.002")
            .orElse(DEFAULT_DELTA);
    List<Warner> warn = concept.at("warn").words(Warner.values(), Warner::word).orElse(List.of());
    concept.end();
    return new Concept(delta, Set.copyOf(warn));
  }

  private static Traffic traffic(Section traffic) {
    double failures = Quantity.share(traffic.at("failures-below"), 0.5).orElse(DEFAULT_FAILURES);
    Optional<Duration> p99 = Quantity.shortTime(traffic.at("p99-below"));
    traffic.end();
    return new Traffic(failures, p99);
  }

  private Performance performance(Section performance) {
    MetricBound bound = new MetricBound("alert-below", "alert-above");
    Node metricNode = performance.at("metric");
    Optional<Metric> metric = bound.metric(metricNode, watched());
    if (metricNode.isAbsent() && define.task().isPresent()) {
      metric = Optional.of(usual());
    }
    OptionalDouble alert = bound.read(performance, metric, false);
    int window = window(performance.at("window"), "");
    performance.end();
    return new Performance(metric.orElse(usual()), alert, window);
  }

  /** Of forecasts the next value is watched, which is a number like any other. */
  private Optional<Task> watched() {
    return define.task().map(task -> task.isOfNumbers() ? Task.REGRESSION : task);
  }

  private Metric usual() {
    Metric primary = define.primaryMetric();
    return primary.task() == Task.FORECASTING ? Metric.MAE : primary;
  }

  static int window(Node window, String instead) {
    return Quantity.count(window, "prediction", LEAST_WINDOW, instead).orElse(DEFAULT_WINDOW);
  }

  private static Retrain retrain(Section retrain, boolean drift, boolean alerts, boolean concept) {
    Node on = retrain.at("on");
    List<Cause> causes = on.words(Cause.values(), Cause::word).orElse(List.of(Cause.values()));
    if (!on.isAbsent() && causes.contains(Cause.DRIFT) && !drift) {
      on.refuse("drift only where monitor.drift is not off");
    }
    if (!on.isAbsent() && causes.contains(Cause.PERFORMANCE) && !alerts) {
      on.refuse(
          "performance only where monitor.performance has alert-below (or alert-above), which says"
              + " when it is bad");
    }
    if (!on.isAbsent() && causes.contains(Cause.CONCEPT) && !concept) {
      on.refuse("concept only where monitor.concept is not off");
    }
    Optional<String> schedule = schedule(retrain.at("schedule"));
    OptionalInt after = Quantity.count(retrain.at("after"), "row", 1);
    Duration cooldown = Quantity.duration(retrain.at("cooldown")).orElse(DEFAULT_COOLDOWN);
    retrain.end();
    EnumSet<Cause> set = EnumSet.noneOf(Cause.class);
    set.addAll(causes);
    return new Retrain(set, schedule, after, cooldown);
  }

  private static Optional<String> schedule(Node node) {
    Optional<String> schedule = node.text(Cron.allowed());
    if (schedule.isPresent() && !Cron.isValid(schedule.get())) {
      node.refuse(Cron.allowed());
    }
    return schedule.map(String::strip);
  }
}
