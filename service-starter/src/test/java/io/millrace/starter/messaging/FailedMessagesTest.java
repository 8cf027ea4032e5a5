package io.millrace.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

class FailedMessagesTest {

  /** A fetch that is out already would be waited for, two seconds for each message. */
  @Test
  void nothingIsFetchedAgainWhenAMessageIsSetAside() {
    var container =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties("any"));

    new FailedMessages((_, _) -> {}, (_, _) -> {}).configure(container, "any", "g", null, null);

    assertThat(Objects.requireNonNull(container.getCommonErrorHandler()).seeksAfterHandling())
        .isFalse();
  }
}
