package io.millrace.training.forecast;

import io.millrace.problem.Define;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.training.evaluate.Verdict;
import io.millrace.training.forecast.ForecastOutcome.Candidate;
import io.millrace.training.forecast.ForecastOutcome.Holdout;
import io.millrace.training.forecast.ForecastOutcome.Trained;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The best candidate, what serves, and the season before, on the same origins.
 *
 * @param naive by series, the mean error of the season before in the training part
 */
@SuppressWarnings("ArrayRecordComponent") // a column, never compared
record Contest(Define define, Terrain terrain, double[] naive, long seed) {

  /** The same forecasts by two models. */
  private record Pair(Judged ours, Judged theirs) {}

  Trained judge(
      List<Candidate> candidates, Judged best, Optional<Serving> serving, double irregular) {
    List<Origin> origins = best.origins();
    Judged seasonal = Judged.seasonalNaive(origins, terrain.plan());
    Optional<Pair> pair = serving.flatMap(model -> pair(best, model.model()));
    Judged ours = pair.map(Pair::ours).orElse(best);
    Verdict verdict =
        new ForecastGate(define, naive, alike(ours.origins()), seed)
            .judge(ours, pair.map(Pair::theirs), seasonal);
    return new Trained(
        List.copyOf(candidates),
        seasonal.accuracy(naive),
        pair.map(both -> both.theirs().accuracy(naive)),
        verdict,
        new Holdout(
            origins.size(),
            Instant.ofEpochMilli(origins.getFirst().millis()),
            Instant.ofEpochMilli(origins.getLast().millis())),
        terrain.values(),
        irregular);
  }

  /** Empty where the model forecasts other times, or none of the origins offers it a context. */
  private Optional<Pair> pair(Judged best, ForecastModel model) {
    ForecastPlan plan = model.plan();
    if (plan.stepMillis() != terrain.plan().stepMillis() || plan.horizon() != best.horizon()) {
      return Optional.empty();
    }
    Map<String, Origin> offered = new HashMap<>();
    new Origins(terrain.series(), plan)
        .toJudgeFrom(best.origins().getFirst().millis(), Long.MAX_VALUE, Integer.MAX_VALUE)
        .forEach(origin -> offered.put(key(origin), origin));
    List<Integer> places = new ArrayList<>();
    List<Origin> same = new ArrayList<>();
    for (int i = 0; i < best.origins().size(); i++) {
      Origin origin = offered.get(key(best.origins().get(i)));
      if (origin != null) {
        places.add(i);
        same.add(origin);
      }
    }
    int[] shared = places.stream().mapToInt(Integer::intValue).toArray();
    return same.isEmpty()
        ? Optional.empty()
        : Optional.of(new Pair(best.only(shared), Judged.by(model, List.copyOf(same))));
  }

  private static String key(Origin origin) {
    return origin.series() + "/" + origin.millis();
  }

  /** How many origins in a row forecast some of the same values. */
  private int alike(List<Origin> origins) {
    long span = origins.getLast().millis() - origins.getFirst().millis();
    long horizon = terrain.plan().horizon() * terrain.plan().stepMillis();
    return span <= horizon ? origins.size() : (int) Math.ceilDiv(origins.size() * horizon, span);
  }
}
