package io.millrace.monitoring.survive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.ControlMessage;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRolledBack;
import io.millrace.message.Topics;
import io.millrace.monitoring.judge.Told;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Monitors that are killed in the middle of a rollout decide it once, and as it was decided. */
class SameDecisionsIT {

  private static final ProblemName NAME = new ProblemName("shaken");
  private static final String DECIDED_WORSE = ControlMessage.typeOf(ModelRolledBack.class);
  private static final String DECIDED_BETTER = ControlMessage.typeOf(ModelPromoted.class);

  private Site site;
  private Monitor first;
  private Monitor second;

  @BeforeEach
  void start() throws Exception {
    site = new Site(Path.of("target", "it", UUID.randomUUID().toString()));
    first = site.monitor("first");
    second = site.monitor("second");
    site.turnTo(NAME.value());
    site.control(Told.registered(NAME, 1, Rollout.IMMEDIATE));
    site.control(Told.registered(NAME, 2, Told.SHADOW));
    first.start();
    first.awaitHealthy();
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void decideOnceWheneverTheyAreKilled() throws Exception {
    site.compare(2, 40, "1", "0");
    first.awaitCounted(NAME.value(), 20);
    first.kill();
    second.start();
    site.compare(2, 160, "1", "0");
    soon().until(() -> site.isClaimed(1));
    // It may have been told to all by now, or not.
    second.kill();

    site.control(Told.registered(NAME, 3, Told.SHADOW));
    site.compare(3, 150, "0", "1");
    first.start();
    soon().until(() -> site.isClaimed(2));
    first.kill();
    second.start();
    second.awaitCounted(NAME.value(), 350);
    soon().until(() -> decided().size() == 2);

    assertThat(decided())
        .extracting(record -> context(record).type())
        .containsExactly(DECIDED_WORSE, DECIDED_BETTER);
    for (int decision = 1; decision <= 2; decision++) {
      ConsumerRecord<String, byte[]> told = decided().get(decision - 1);
      assertThat(context(told).id()).isEqualTo(site.claimed(decision).get("id").asString());
      assertThat(MillraceJson.mapper().readTree(told.value()))
          .isEqualTo(site.claimed(decision).get("data"));
    }
    assertThat(site.isClaimed(3)).isFalse();
    soon()
        .until(
            () ->
                second.json("/v1/problems/shaken/rollout").at("/champion").asInt() == 3
                    && second.json("/v1/problems/shaken/rollout").at("/decisions").size() == 2);
    assertThat(rolloutAlerts()).hasSize(2).doesNotHaveDuplicates();

    first.start();
    soon().until(() -> first.json("/v1/problems/shaken/rollout").at("/champion").asInt() == 3);
    String rollback = "/v1/problems/shaken/rollout/rollback";
    assertThat(first.post(rollback, "{\"reason\":\"by hand\"}").statusCode()).isEqualTo(200);
    // 503 while the state moves to the one that joined
    soon().until(() -> second.post(rollback, "{\"version\":3}").statusCode() == 409);
    assertThat(site.claimed(3).at("/data/to").asInt()).isEqualTo(1);
    assertThat(site.claimed(3).at("/data/reason").asString()).isEqualTo("by hand");
  }

  private List<ConsumerRecord<String, byte[]>> decided() {
    return site.records(Topics.MODELS).stream()
        .filter(record -> List.of(DECIDED_WORSE, DECIDED_BETTER).contains(context(record).type()))
        .toList();
  }

  private List<String> rolloutAlerts() {
    return site.records(Topics.ALERTS).stream()
        .map(record -> context(record).id())
        .filter(id -> id.endsWith("rollout-alert"))
        .toList();
  }

  private static EventContext context(ConsumerRecord<String, byte[]> record) {
    return CloudEventHeaders.read(record.headers());
  }

  private static ConditionFactory soon() {
    return await().atMost(Monitor.PATIENCE).pollInterval(Duration.ofMillis(20)).ignoreExceptions();
  }
}
