package io.millrace.training.run;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.training.register.ModelStore;
import io.millrace.training.register.ModelStore.Stored;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which version new ones are compared with: the newest that answers what the problem asks and whose
 * package is sound. One that is not, inference refuses too, and goes on with the one before.
 */
final class Champions {

  private static final Logger LOG = LoggerFactory.getLogger(Champions.class);

  private final ModelStore models;
  private final Map<String, Boolean> checked = new ConcurrentHashMap<>();

  Champions(ModelStore models) {
    this.models = models;
  }

  /**
   * @param versions the newest first
   */
  Optional<Stored> of(Problem problem, List<Integer> versions) {
    return versions.stream()
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
