package io.millrace.acceptance.faults.drive;

import io.millrace.acceptance.faults.part.Cluster;
import io.millrace.acceptance.faults.part.ServiceKind;
import io.millrace.scoring.model.ModelPackage;
import tools.jackson.databind.json.JsonMapper;

/** Decides which version answers. */
public final class Operator {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Cluster cluster;
  private final Doors doors;
  private final Api api = new Api();

  public Operator(Cluster cluster, long seed) {
    this.cluster = cluster;
    this.doors = new Doors(cluster, seed);
  }

  /** How many versions are registered. */
  public int versions() {
    String folder = "problems/" + EventSource.PROBLEM + "/models";
    return (int)
        cluster.store().list(folder).stream()
            .filter(path -> path.endsWith("/" + ModelPackage.MANIFEST))
            .count();
  }

  /**
   * Makes another version the champion: the newest, or the one before it where that is it already.
   *
   * @return the version; 0 where it was not accepted
   */
  public int promotes() {
    int newest = versions();
    int champion = champion();
    int version = champion == newest ? newest - 1 : newest;
    return champion > 0 && version > 0 && promotes(version) ? version : 0;
  }

  private int champion() {
    Api.Outcome outcome =
        api.get(doors.any(ServiceKind.MONITORING, "/rollout"), doors.token("operator"));
    return outcome instanceof Api.Outcome.Answered answer && answer.status() == 200
        ? JSON.readTree(answer.body()).path("champion").asInt(0)
        : 0;
  }

  private boolean promotes(int version) {
    Api.Outcome outcome =
        api.post(
            doors.any(ServiceKind.MONITORING, "/rollout/promote"),
            doors.token("operator"),
            "application/json",
            "{\"version\": %d, \"reason\": \"to see it swap\"}".formatted(version));
    return outcome instanceof Api.Outcome.Answered answer && answer.status() / 100 == 2;
  }
}
