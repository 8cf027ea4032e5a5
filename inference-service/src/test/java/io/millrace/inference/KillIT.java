package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.test.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

class KillIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String GROUP = "inference-killed";

  @Value("${millrace.blob.folder}")
  Path folder;

  @Test
  void predictsEachEventOnceWhenAReplicaIsKilled() throws Exception {
    Scene scene = scene("killed").state().register(1);
    int sent = 0;
    try (Replica replica = Replica.start("to-be-killed", folder);
        Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()));
        Tail predictions = new Tail(Topics.PREDICTIONS, "killed")) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                assertThat(replica.exit()).isEmpty();
                return members(admin) == 2;
              });

      for (int i = 0; i < 30; i++, sent += 100) {
        scene.send(sent, sent + 100);
        if (i == 15) {
          replica.kill();
        }
      }

      int all = sent;
      await().atMost(PATIENCE).until(() -> predictions.read().size() >= all);
      List<String> ids =
          predictions.read().stream()
              .map(record -> CloudEventHeaders.read(record.headers()).id())
              .toList();
      assertThat(ids).hasSize(all).doesNotHaveDuplicates();
    }
  }

  /** With partitions, that is. */
  private static long members(Admin admin) throws ExecutionException, InterruptedException {
    return admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP).members().stream()
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .count();
  }
}
