package io.millrace.inference.stream;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

/** A listener container with the producers of its transactions, used once. */
record Listening(
    ConcurrentMessageListenerContainer<String, byte[]> container,
    DefaultKafkaProducerFactory<String, byte[]> producers) {

  void start() {
    container.start();
  }

  /** Whether all of its threads are at work. */
  boolean runs() {
    return container.isRunning()
        && !container.getContainers().isEmpty()
        && container.getContainers().stream().allMatch(MessageListenerContainer::isRunning);
  }

  void stop() {
    try {
      container.stop();
    } finally {
      producers.destroy();
    }
  }
}
