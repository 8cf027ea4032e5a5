package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Rooms;
import io.millrace.training.store.RunRecord;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A problem that asks for what is not there. */
class DeviceTest {

  @TempDir Path folder;

  @Test
  void aGpuIsForAProcessOfItsOwn() {
    InMemoryBlobStore blobs = new InMemoryBlobStore();
    new Landing(blobs, folder, new ProblemName("room")).land(Rooms.rows(0, 300, 50));
    String problem =
        Rooms.PROBLEM.replace("'train': {", "'train': {'compute': {'device': 'gpu'}, ");
    try (House house = new House(blobs, folder.resolve("work"), problem)) {
      house.trainings.look(house.name());
      await().atMost(Duration.ofSeconds(60)).until(() -> house.ended().size() == 1);

      RunRecord run = house.ended().getFirst();
      assertThat(run.setAside()).isTrue();
      assertThat(run.reason()).contains("asks for a GPU (train.compute.device)");
    }
  }
}
