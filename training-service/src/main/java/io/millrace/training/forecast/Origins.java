package io.millrace.training.forecast;

import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The origins that series offer: each observed value with a context before it. */
record Origins(List<TimeSeries> series, ForecastPlan plan) {

  /** A place in a series. */
  private record Place(int series, int index, long millis) {}

  /**
   * Those from which a model learns: every value that followed is known, or between two that are.
   *
   * @param before no value at this time or later is looked at
   * @param most so many are taken, evenly
   */
  List<Origin> toLearnFrom(long before, int most) {
    return thinned(places(Long.MIN_VALUE, before), most).stream()
        .flatMap(place -> origin(place, true).stream())
        .toList();
  }

  /**
   * Those that a model is judged from, in the order of time; what is forecast lies within the times
   * [{@code from}, {@code to}).
   */
  List<Origin> toJudgeFrom(long from, long to, int most) {
    return thinned(places(from, to), most).stream()
        .flatMap(place -> origin(place, false).stream())
        .toList();
  }

  private List<Place> places(long from, long to) {
    List<Place> places = new ArrayList<>();
    for (int number = 0; number < series.size(); number++) {
      TimeSeries one = series.get(number);
      for (int i = plan.context() - 1; i + plan.horizon() < one.size(); i++) {
        if (!Double.isNaN(one.values()[i])
            && one.millis()[i + 1] >= from
            && one.millis()[i + plan.horizon()] < to) {
          places.add(new Place(number, i, one.millis()[i]));
        }
      }
    }
    places.sort(Comparator.comparingLong(Place::millis).thenComparingInt(Place::series));
    return places;
  }

  private static List<Place> thinned(List<Place> places, int most) {
    if (places.size() <= most) {
      return places;
    }
    List<Place> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(places.get((int) ((long) i * places.size() / most)));
    }
    return some;
  }

  private Optional<Origin> origin(Place place, boolean whole) {
    TimeSeries from = series.get(place.series());
    int next = place.index() + 1;
    double[] known = Arrays.copyOfRange(from.values(), next - plan.context(), next);
    double[] truth = Arrays.copyOfRange(from.values(), next - 1, next + plan.horizon());
    if (whole && !Window.fill(truth, plan.longestGap())) {
      return Optional.empty();
    }
    double[] followed = Arrays.copyOfRange(truth, 1, truth.length);
    return Arrays.stream(followed).allMatch(Double::isNaN)
        ? Optional.empty()
        : Window.of(known, place.millis(), plan)
            .map(window -> new Origin(window, place.millis(), followed, place.series()));
  }
}
