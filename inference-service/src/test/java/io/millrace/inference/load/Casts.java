package io.millrace.inference.load;

import io.millrace.problem.Data;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Challenger;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.ScoringModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Problems that are served without anything being loaded from a store. */
public final class Casts {

  private Casts() {}

  public static ServedProblem served(ModelPackage champion, Map<Challenger, ModelPackage> tried) {
    ProblemName name = champion.manifest().problem();
    List<Lineup.Tried> all = new ArrayList<>();
    tried.forEach((challenger, made) -> all.add(new Lineup.Tried(challenger, loaded(made))));
    ServedProblem problem = new ServedProblem(name);
    problem.arrange(new Lineup(loaded(champion), all), Instant.EPOCH);
    return problem;
  }

  private static ServingVersion loaded(ModelPackage made) {
    Data data =
        ((ProblemFile.Accepted) ProblemFile.read(made.manifest().definition())).problem().data();
    ProblemName problem = made.manifest().problem();
    int version = made.manifest().version();
    return new ServingVersion(
        new RegisteredModel(problem, version, "", made.manifestDigest(), "c"),
        new ServedModel(
            ScoringModel.load(made),
            made.manifest(),
            data,
            Instant.EPOCH,
            new MemoryTaken().take(problem, 1)),
        _ -> {});
  }

  /** Closes what serves. */
  public static void close(ServedProblem problem) {
    problem.retire();
  }
}
