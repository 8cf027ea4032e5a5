package io.millrace.starter.messaging;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/** CloudEvents on the binder, topics before anything listens, failed messages set aside. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "org.springframework.cloud.stream.function.FunctionConfiguration"
    })
@EnableConfigurationProperties(TopicSettings.class)
class MessagingAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ControlCodec controlCodec() {
    return new ControlCodec(MillraceJson.mapper());
  }

  @Bean
  @ConditionalOnMissingBean
  ControlPublisher controlPublisher(
      StreamBridge bridge,
      ControlCodec codec,
      Clock clock,
      @Value("${spring.application.name}") String service) {
    return new StreamControlPublisher(bridge, codec, clock, "/millrace/" + service);
  }

  /** The binder looks for this name. */
  @Bean
  CloudEventHeaderMapper kafkaBinderHeaderMapper() {
    return new CloudEventHeaderMapper();
  }

  @Bean
  FailedMessages failedMessages(
      ObjectProvider<ControlPublisher> publisher,
      Clock clock,
      @Value("${spring.application.name}") String service) {
    return new FailedMessages(publisher, clock, service);
  }

  @Bean
  TopicCreator topicCreator(KafkaAdmin kafka, TopicSettings settings) {
    return new TopicCreator(kafka, settings, Duration.ofSeconds(15));
  }
}
