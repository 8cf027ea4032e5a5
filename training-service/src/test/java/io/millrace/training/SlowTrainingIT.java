package io.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.ProblemApplied;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.test.KafkaBroker;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunStates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A run that takes longer than the broker waits for a consumer to ask for more. */
@Tag("long")
class SlowTrainingIT {

  private static final ProblemName NAME = new ProblemName("slow");
  private static final String GROUP = "training-service";

  /** More than an idle consumer waits in one poll, and less than the training takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(7);

  private static final String PROBLEM =
      Rooms.PROBLEM
          .replace("'room'", "'slow'")
          .replace("['gradient-boosting']", "['gradient-boosting', 'neural-network']");

  @TempDir Path folder;

  @Test
  void aSlowTrainingNeverCostsTheConsumerItsPlace() throws Exception {
    try (ConfigurableApplicationContext service = TrainingService.start(arguments());
        Broker broker = new Broker();
        Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()))) {
      RunStates states = service.getBean(RunStates.class);
      await().atMost(Duration.ofSeconds(30)).until(() -> members(admin).size() == 2);
      List<String> before = members(admin);
      Landing landing = new Landing(service.getBean(BlobStore.class), folder, NAME);
      broker.send(
          Topics.PROBLEMS,
          NAME,
          new ProblemApplied(NAME, 1, Problems.tree(PROBLEM), Instant.now()));
      broker.send(Topics.DATA_ARRIVED, NAME, landing.land(Rooms.rows(0, 60_000, 50)));
      await().atMost(Duration.ofSeconds(30)).until(() -> !states.all(NAME).isEmpty());
      broker.send(Topics.DRIFT_DETECTED, NAME, Rooms.drift(9, 1, 2));
      await().atMost(Duration.ofSeconds(30)).until(() -> taken(admin) > 0);
      boolean whileItTrained = states.all(NAME).getFirst().isOpen();
      await().atMost(Duration.ofSeconds(120)).until(() -> !states.all(NAME).getFirst().isOpen());

      RunRecord run = states.all(NAME).getFirst();
      assertThat(Duration.between(run.startedAt(), run.endedAt())).isGreaterThan(PATIENCE);
      assertThat(whileItTrained).isTrue();
      assertThat(members(admin)).isEqualTo(before);
    }
  }

  private static long taken(Admin admin) throws Exception {
    TopicPartition drifts = new TopicPartition(Topics.DRIFT_DETECTED, 0);
    var offset =
        admin
            .listConsumerGroupOffsets(GROUP)
            .partitionsToOffsetAndMetadata()
            .get(10, TimeUnit.SECONDS)
            .get(drifts);
    return offset == null ? 0 : offset.offset();
  }

  private static List<String> members(Admin admin) throws Exception {
    return admin
        .describeConsumerGroups(List.of(GROUP))
        .describedGroups()
        .get(GROUP)
        .get(10, TimeUnit.SECONDS)
        .members()
        .stream()
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .map(MemberDescription::consumerId)
        .sorted()
        .toList();
  }

  private String[] arguments() {
    return new String[] {
      "--server.port=0",
      "--spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers(),
      "--spring.cloud.stream.kafka.binder.consumer-properties.max.poll.interval.ms="
          + PATIENCE.toMillis(),
      "--millrace.blob.folder=" + folder.resolve("blobs"),
      "--millrace.training.work-dir=" + folder.resolve("work"),
      "--millrace.security.tokens.ada.role=data-scientist",
      "--millrace.security.tokens.ada.token=scientist-token"
    };
  }
}
