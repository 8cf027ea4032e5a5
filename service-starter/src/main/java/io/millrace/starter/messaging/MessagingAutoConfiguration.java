package io.millrace.starter.messaging;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.millrace.starter.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** CloudEvents on the binder, topics before anything listens, failed messages set aside. */
@AutoConfiguration(
    afterName = {
      "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "org.springframework.cloud.stream.function.FunctionConfiguration"
    })
@EnableConfigurationProperties({TopicSettings.class, KafkaSettings.class})
class MessagingAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ControlCodec controlCodec(ObjectProvider<MeterRegistry> meters, Traces traces) {
    return new ControlCodec(
        MillraceJson.mapper(), meters.getIfAvailable(SimpleMeterRegistry::new), traces);
  }

  @Bean
  BoundTopics boundTopics(
      BindingService binder,
      ApplicationContext context,
      ObjectProvider<ObservationRegistry> observations) {
    return new BoundTopics(
        binder, context, observations.getIfAvailable(() -> ObservationRegistry.NOOP));
  }

  @Bean
  BinderSender binderSender(BoundTopics topics, CircuitBreakerRegistry breakers) {
    return new BinderSender(topics, breakers.circuitBreaker("broker"));
  }

  @Bean
  @ConditionalOnMissingBean
  ControlPublisher controlPublisher(
      BinderSender sender,
      ControlCodec codec,
      Clock clock,
      @Value("${spring.application.name}") String service) {
    return new StreamControlPublisher(sender, codec, clock, "/millrace/" + service);
  }

  /** The binder looks for this name. */
  @Bean
  CloudEventHeaderMapper kafkaBinderHeaderMapper() {
    return new CloudEventHeaderMapper();
  }

  /** The binder needs it, and it the binder: what it sends with is looked up when it sends. */
  @Bean
  SetAside setAside(
      ObjectProvider<BinderSender> sender,
      ObjectProvider<ControlPublisher> publisher,
      ObjectProvider<MeterRegistry> meters,
      Clock clock,
      @Value("${spring.application.name}") String service) {
    SetAsideAlerts alerts =
        new SetAsideAlerts(
            (alert, correlationId) -> publisher.getObject().publish(alert, correlationId),
            MessagingAutoConfiguration::later,
            clock,
            Duration.ofSeconds(10));
    return new SetAside(
        record -> sender.getObject().send(record),
        alerts,
        meters.getIfAvailable(SimpleMeterRegistry::new),
        clock,
        service);
  }

  @Bean
  SetAsideMarks setAsideMarks(KafkaAdmin kafka) {
    return new SetAsideMarks(kafka);
  }

  @Bean
  FailedMessages failedMessages(SetAside setAside, SetAsideMarks marks) {
    return new FailedMessages(setAside, new SetAsideOnce(setAside, marks));
  }

  @Bean
  TopicCreator topicCreator(KafkaAdmin kafka, TopicSettings settings) {
    return new TopicCreator(kafka, settings);
  }

  @Bean
  GuaranteeCheck guaranteeCheck(
      KafkaSettings settings, ObjectProvider<Delivery> delivery, ProducerFactory<?, ?> producers) {
    return new GuaranteeCheck(settings, delivery, producers.getConfigurationProperties());
  }

  private static void later(Duration delay, Runnable work) {
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS).execute(work);
  }
}
