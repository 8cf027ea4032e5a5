package io.millrace.starter.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Role;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Challenger;
import io.millrace.rollout.Traffic;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.messaging.MillraceJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecidedTrafficTest {

  private static final ProblemName ROOM = new ProblemName("room");

  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private final DecidedTraffic decided = new DecidedTraffic(blobs);

  @Test
  void isEmptyBeforeTheFirstDecision() {
    decide(new ProblemName("hall"), traffic(1, 1));

    assertThat(decided.of(ROOM)).isEmpty();
  }

  @Test
  void isWhatTheHighestNumberStates() {
    Traffic tenth =
        new Traffic(10, 5, 2, List.of(new Challenger(5, Role.CANARY, 0.25)), List.of(3, 4));
    decide(ROOM, traffic(9, 4));
    decide(ROOM, tenth);
    assertThat(decided.of(ROOM)).contains(tenth);

    decide(ROOM, traffic(11, 5));
    assertThat(decided.of(ROOM)).contains(traffic(11, 5));
  }

  @Test
  void readsOverWhatIsNoDecision() {
    decide(ROOM, traffic(1, 2));
    put("problems/room/rollout/2.json", "{\"data\":{}}");
    put("problems/room/rollout/3.json", "{\"data\":{\"traffic\":{\"decision\":3}}}");
    put("problems/room/rollout/notes.txt", "4");

    assertThat(decided.of(ROOM)).contains(traffic(1, 2));
  }

  private static Traffic traffic(int decision, int champion) {
    return new Traffic(decision, champion, champion, List.of(), List.of());
  }

  private void decide(ProblemName problem, Traffic traffic) {
    blobs.create(
        DecidedTraffic.path(problem, traffic.decision()),
        MillraceJson.mapper().writeValueAsBytes(Map.of("data", Map.of("traffic", traffic))));
  }

  private void put(String path, String content) {
    blobs.create(path, content.getBytes(StandardCharsets.UTF_8));
  }
}
