package io.millrace.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.kafka.core.KafkaAdmin;

class TopicCreatorTest {

  @Test
  void saysWhichBrokerDoesNotAnswerAndWhatToDo() {
    KafkaAdmin nobody = new KafkaAdmin(Map.of("bootstrap.servers", List.of("127.0.0.1:1")));
    TopicCreator creator =
        new TopicCreator(nobody, new TopicSettings(true, 4, (short) 1, Duration.ofMillis(500)));

    BrokerUnreachableException failure =
        catchThrowableOfType(
            BrokerUnreachableException.class, creator::afterSingletonsInstantiated);
    FailureAnalysis analysis = new BrokerUnreachableAnalyzer().analyze(failure);

    assertThat(analysis.getDescription()).contains("127.0.0.1:1").contains("did not answer");
    assertThat(analysis.getAction())
        .contains("Start a Kafka broker at 127.0.0.1:1")
        .contains("spring.kafka.bootstrap-servers");
  }

  @Test
  void asksNobodyWhereTopicsAreSomebodyElsesBusiness() {
    KafkaAdmin nobody = new KafkaAdmin(Map.of("bootstrap.servers", List.of("127.0.0.1:1")));
    TopicSettings settings = new TopicSettings(false, 4, (short) 1, Duration.ofMillis(500));

    assertThatNoException()
        .isThrownBy(new TopicCreator(nobody, settings)::afterSingletonsInstantiated);
  }

  @Test
  void settingsAreCheckedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicSettings(true, 0, (short) 1, Duration.ofSeconds(1)))
        .withMessageContaining("millrace.topics.partitions: found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicSettings(true, 1, (short) 0, Duration.ofSeconds(1)))
        .withMessageContaining("millrace.topics.replication: found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicSettings(true, 1, (short) 1, Duration.ZERO))
        .withMessageContaining("millrace.topics.patience: found PT0S");
  }
}
