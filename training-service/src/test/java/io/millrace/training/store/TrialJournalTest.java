package io.millrace.training.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.ProblemName;
import io.millrace.problem.Train.Algorithm;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.search.End;
import io.millrace.training.search.Evaluation;
import io.millrace.training.search.Trial;
import io.millrace.training.train.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialJournalTest {

  private static final ProblemName ROOM = new ProblemName("room");
  private static final String FOLDER = "problems/room/runs/r1/trials/";

  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private final TrialJournal journal = new TrialJournals(blobs).of(ROOM, "r1");

  @Test
  void readsWhatItWrote() {
    Evaluation best = new Evaluation(8, 0.9, 0.31);
    Trial good =
        new Trial(
            2,
            Algorithm.NEURAL_NETWORK,
            "all rows",
            Parameters.of(Map.of("learning_rate", 0.0001, "batch_size", 64, "weight_decay", 1.0)),
            List.of(new Evaluation(4, Double.NaN, 0.5), best, new Evaluation(12, 0.9, 0.33)),
            12,
            1200,
            0.25,
            End.TIMED_OUT,
            null,
            new Trial.Best(best, Map.of("f1", 0.9)));
    Trial bad =
        new Trial(
            10,
            Algorithm.GRADIENT_BOOSTING,
            "rows since the drift",
            Parameters.of(Map.of("eta", 1)),
            List.of(),
            0,
            0,
            0,
            End.FAILED,
            "out of memory",
            null);

    journal.keep(bad, new float[0]);
    journal.keep(good, new float[] {0.25f, 0.75f});

    assertThat(journal.ended()).containsExactly(good, bad);
    assertThat(journal.answers(2)).containsExactly(0.25f, 0.75f);
    assertThat(journal.answers(10)).isEmpty();
    assertThat(new String(blobs.read(FOLDER + "2.json").orElseThrow(), StandardCharsets.UTF_8))
        .contains("\"end\" : \"timed-out\"", "\"bestStep\" : 8");
    assertThat(new TrialJournals(blobs).counts(ROOM)).containsExactly(Map.entry("r1", 2L));
  }

  @Test
  void leavesOutWhatDoesNotRead() {
    blobs.create(FOLDER + "1.json", "{\"trial\": 1}".getBytes(StandardCharsets.UTF_8));

    assertThat(journal.ended()).isEmpty();
  }
}
