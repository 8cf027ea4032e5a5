package io.millrace.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.InvalidMimeTypeException;

class FailedMessagesTest {

  /** A fetch that is out already would be waited for, two seconds for each message. */
  @Test
  void nothingIsFetchedAgainWhenAMessageIsSetAside() {
    assertThat(handler().seeksAfterHandling()).isFalse();
  }

  /** The binder reads it before any of our code does, and no later attempt finds another. */
  @Test
  void aContentTypeThatIsNoneIsNotTriedAgain() {
    assertThat(handler().removeClassification(InvalidMimeTypeException.class)).isFalse();
  }

  private static DefaultErrorHandler handler() {
    var container =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties("any"));
    new FailedMessages((_, _) -> {}, (_, _) -> {}).configure(container, "any", "g", null, null);
    return (DefaultErrorHandler) Objects.requireNonNull(container.getCommonErrorHandler());
  }
}
