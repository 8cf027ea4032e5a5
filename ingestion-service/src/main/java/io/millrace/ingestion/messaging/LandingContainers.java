package io.millrace.ingestion.messaging;

import io.millrace.ingestion.land.Bounds;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;

/** The container in which landing runs: batches, offsets committed by hand, and a pulse. */
@Configuration(proxyBeanMethods = false)
class LandingContainers {

  private static final int MAX_POLL = 2000;
  private static final long LONGEST_PULSE = 500;

  @Bean
  ConcurrentKafkaListenerContainerFactory<String, byte[]> landingContainerFactory(
      ConsumerFactory<String, byte[]> defaults, LandingAssignment assignment, Bounds bounds) {
    Map<String, Object> settings = new HashMap<>(defaults.getConfigurationProperties());
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(MAX_POLL, bounds.maxRows()));
    // Where to begin is the store's to say; a position that is not there is an error to be seen.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return factory(new DefaultKafkaConsumerFactory<>(settings), assignment, bounds);
  }

  static ConcurrentKafkaListenerContainerFactory<String, byte[]> factory(
      ConsumerFactory<String, byte[]> consumers, LandingAssignment assignment, Bounds bounds) {
    var factory = new ConcurrentKafkaListenerContainerFactory<String, byte[]>();
    factory.setConsumerFactory(consumers);
    factory.setBatchListener(true);
    factory.setCommonErrorHandler(new LandingErrors(assignment));
    ContainerProperties container = factory.getContainerProperties();
    container.setAckMode(ContainerProperties.AckMode.MANUAL);
    container.setConsumerRebalanceListener(assignment);
    container.setAssignmentCommitOption(ContainerProperties.AssignmentCommitOption.NEVER);
    long pulse = Math.clamp(bounds.maxAge().toMillis() / 4, 10, LONGEST_PULSE);
    container.setPollTimeout(pulse);
    container.setIdleEventInterval(pulse);
    container.setIdleBeforeDataMultiplier(1);
    return factory;
  }
}
