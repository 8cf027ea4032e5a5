package io.millrace.inference.stream;

import io.millrace.inference.stream.EventRows.Sent;
import io.millrace.scoring.forecast.Forecast;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.SeriesState;
import io.millrace.scoring.forecast.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events of a batch, each put at the end of its series; what the series were before stays as it
 * is until the batch is kept. For one use.
 */
final class SeriesBatch {

  /** Of one partition, in all series: 32 MB. */
  static final int MOST_VALUES = 4_000_000;

  private final FollowedSeries followed;
  private final ForecastPlan plan;
  private final Map<Place, Moved> moved = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();

  SeriesBatch(FollowedSeries followed, ForecastPlan plan) {
    this.followed = followed;
    this.plan = plan;
  }

  /** A series, by the partition of its events and its key. */
  record Place(int partition, String key) {}

  /** A series as the batch moves it. */
  private static final class Moved {
    private final SeriesState state;
    private final Map<String, HeldSeries> home;
    private final double nextBefore;
    private String cause = "";

    /** Which of the batch's windows is its latest; -1 where none is. */
    private int latest = -1;

    private boolean hasMoved;

    Moved(SeriesState state, Map<String, HeldSeries> home, double nextBefore) {
      this.state = state;
      this.home = home;
      this.nextBefore = nextBefore;
    }
  }

  /**
   * What an event leads to.
   *
   * @param window its number; -1 where there is none
   * @param foretoldBy the window that forecast the event itself; -1 where none of this batch did
   * @param foretold what an earlier batch forecast for the event; NaN where none did
   */
  private record Step(int window, int foretoldBy, double foretold, @Nullable String refusal) {
    static Step refused(String reason) {
      return new Step(-1, -1, Double.NaN, reason);
    }
  }

  /**
   * Adds an event; to be called in the order of the log.
   *
   * @param value NaN where it has none
   */
  void add(Sent sent, double value) {
    Place place = new Place(sent.record().partition(), sent.context().subject());
    Map<String, HeldSeries> home = followed.of(place.partition());
    int most = MOST_VALUES / plan.context();
    boolean isNew = !home.containsKey(place.key()) && !moved.containsKey(place);
    if (isNew && known(home, place.partition()) >= most) {
      steps.add(
          Step.refused(
              "found another series; allowed: %d on a partition, of %d values each"
                  .formatted(most, plan.context())));
      return;
    }
    Moved series = moved.computeIfAbsent(place, _ -> open(home, place.key()));
    steps.add(step(series, sent.context().time().toEpochMilli(), value));
    series.cause = sent.context().correlationId();
  }

  private long known(Map<String, HeldSeries> home, int partition) {
    return home.size()
        + moved.keySet().stream()
            .filter(each -> each.partition() == partition && !home.containsKey(each.key()))
            .count();
  }

  private Moved open(Map<String, HeldSeries> home, String key) {
    HeldSeries held = home.get(key);
    return held == null
        ? new Moved(new SeriesState(plan), home, Double.NaN)
        : new Moved(held.open(plan), home, held.next());
  }

  private Step step(Moved series, long millis, double value) {
    boolean isNext =
        series.state.filled() > 0
            && SeriesState.steps(series.state.lastMillis(), millis, plan.stepMillis()) == 1;
    int foretoldBy = isNext ? series.latest : -1;
    double foretold = isNext && !series.hasMoved ? series.nextBefore : Double.NaN;
    if (!Double.isNaN(value)) {
      series.state.add(millis, value);
      series.hasMoved = true;
      series.latest = -1;
    }
    if (series.latest < 0) {
      Optional<Window> window = series.state.window(plan);
      window.ifPresent(windows::add);
      series.latest = window.isPresent() ? windows.size() - 1 : -1;
    }
    return new Step(series.latest, foretoldBy, foretold, null);
  }

  /** What is to be forecast from. */
  List<Window> windows() {
    return windows;
  }

  /** Why an event cannot be followed; null where it can. */
  @Nullable String refusal(int event) {
    return steps.get(event).refusal();
  }

  /** What follows an event; empty while its series is too short. */
  Optional<Forecast> forecast(int event, List<Forecast> forecasts) {
    int window = steps.get(event).window();
    return window < 0 ? Optional.empty() : Optional.of(forecasts.get(window));
  }

  /** What had been forecast for an event, a step before; NaN where nothing had. */
  double foretold(int event, List<Forecast> forecasts) {
    Step step = steps.get(event);
    return step.foretoldBy() < 0 ? step.foretold() : forecasts.get(step.foretoldBy()).values()[0];
  }

  /** A series as the batch leaves it. */
  record Left(Place place, HeldSeries series, String cause) {}

  List<Left> left(List<Forecast> forecasts) {
    List<Left> left = new ArrayList<>();
    moved.forEach(
        (place, series) -> {
          if (series.hasMoved) {
            double next = series.latest < 0 ? Double.NaN : forecasts.get(series.latest).values()[0];
            HeldSeries held =
                new HeldSeries(
                    plan.stepMillis(),
                    series.state.held(),
                    Double.isFinite(next) ? next : Double.NaN);
            left.add(new Left(place, held, series.cause));
          }
        });
    return left;
  }

  /** Lets what the batch left stand. */
  void keep(List<Left> left) {
    for (Left each : left) {
      Moved series = moved.get(each.place());
      if (series != null) {
        series.home.put(each.place().key(), each.series());
      }
    }
  }
}
