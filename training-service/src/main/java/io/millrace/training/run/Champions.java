package io.millrace.training.run;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Traffic;
import io.millrace.rollout.Traffic.Registered;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.starter.rollout.DecidedTraffic;
import io.millrace.training.register.ModelStore;
import io.millrace.training.register.ModelStore.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which version new ones are compared with: the one that answers the problem's events, by what has
 * been decided and by how later versions were to come into use. Only those count that answer what
 * the problem asks and whose package is sound. Inference refuses one that is not, too, and goes on
 * with the newest before it that was not rolled back.
 */
final class Champions {

  private static final Logger LOG = LoggerFactory.getLogger(Champions.class);

  private final ModelStore models;
  private final DecidedTraffic decisions;
  private final Map<String, Boolean> checked = new ConcurrentHashMap<>();

  Champions(ModelStore models, DecidedTraffic decisions) {
    this.models = models;
    this.decisions = decisions;
  }

  /**
   * What counts of a problem's versions.
   *
   * @param champion empty where no version counts
   * @param newest the champion or a version after it, that may yet become one
   * @param rolledBack the versions that were taken out of the traffic
   */
  record Ranked(Optional<Stored> champion, Optional<Stored> newest, List<Integer> rolledBack) {}

  /**
   * @param versions the newest first
   */
  Ranked rank(Problem problem, List<Integer> versions) {
    Traffic traffic = traffic(problem.name(), versions);
    List<Integer> standing =
        versions.stream().filter(version -> !traffic.rolledBack().contains(version)).toList();
    Stream<Integer> led = standing.stream().filter(version -> version <= traffic.champion());
    return new Ranked(
        first(problem, Stream.concat(led, standing.stream())),
        first(problem, standing.stream()),
        traffic.rolledBack());
  }

  /** Whether a version answers a problem's events. */
  boolean answers(ProblemName name) {
    return traffic(name, models.versions(name)).champion() > 0;
  }

  private Traffic traffic(ProblemName name, List<Integer> versions) {
    Optional<Traffic> decided = decisions.of(name);
    int through = decided.map(Traffic::through).orElse(0);
    List<Registered> since = new ArrayList<>();
    for (int version : versions) {
      if (version <= through) {
        break;
      }
      Rollout rollout =
          models.brief(name, version).map(ModelStore.Brief::rollout).orElse(Rollout.MANUAL);
      since.add(new Registered(version, rollout));
      if (rollout.mode() == Rollout.Mode.IMMEDIATE) {
        break; // it has put an end to whatever was before it
      }
    }
    return Traffic.of(decided.orElse(null), since);
  }

  private Optional<Stored> first(Problem problem, Stream<Integer> versions) {
    return versions
        .filter(version -> isAnsweredBy(problem, version))
        .flatMap(version -> models.find(problem.name(), version).stream())
        .filter(stored -> isSound(problem.name(), stored))
        .findFirst();
  }

  /** Whether a version answers what the problem asks. */
  boolean isAnsweredBy(Problem problem, int version) {
    return models
        .brief(problem.name(), version)
        .filter(brief -> brief.task() == problem.define().task())
        .filter(brief -> brief.target().equals(problem.define().target()))
        .isPresent();
  }

  private boolean isSound(ProblemName name, Stored stored) {
    Boolean before = checked.get(stored.path());
    if (before != null) {
      return before;
    }
    boolean sound =
        switch (models.open(name, stored)) {
          case PackageCheck.Sound _ -> true;
          case PackageCheck.Unsound(String reason) -> {
            LOG.warn("{}: v{} is unsound: {}", name, stored.manifest().version(), reason);
            yield false;
          }
        };
    checked.put(stored.path(), sound);
    return sound;
  }
}
