package io.millrace.inference.health;

import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.Standing;
import io.millrace.problem.ProblemName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Which versions serve, were refused, or cannot be had. Out of service while nothing serves at all
 * and something would: such a replica is of no use to a caller.
 */
public final class ModelsHealth implements HealthIndicator {

  private final ModelLoader loader;

  public ModelsHealth(ModelLoader loader) {
    this.loader = loader;
  }

  @Override
  public Health health() {
    SortedMap<ProblemName, Standing> standings = loader.standings();
    Map<String, Object> serving = new LinkedHashMap<>();
    Map<String, Object> refused = new LinkedHashMap<>();
    Map<String, Object> waiting = new LinkedHashMap<>();
    standings.forEach(
        (problem, standing) -> {
          if (standing.serving() > 0) {
            serving.put(problem.value(), standing.serving());
          }
          if (!standing.refused().isEmpty()) {
            refused.put(problem.value(), standing.refused());
          }
          standing.trouble().ifPresent(trouble -> waiting.put(problem.value(), trouble));
        });
    Health.Builder health =
        serving.isEmpty() && !waiting.isEmpty() ? Health.outOfService() : Health.up();
    return health
        .withDetail("serving", serving)
        .withDetail("refused", refused)
        .withDetail("waiting", waiting)
        .build();
  }
}
