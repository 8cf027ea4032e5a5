package io.millrace.monitoring.notify;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.ControlCodec;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Each receiver has a consumer group of its own on the alerts' topic, whose offset says up to where
 * it has been told: so none is held up by another, what waits is with the broker, and whoever goes
 * on after a restart goes on there. One that is new is told what comes from then on.
 */
@Component
final class Webhooks implements SmartLifecycle {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
  private static final int AT_A_TIME = 50;

  private final WebhookSettings settings;
  private final ConsumerFactory<?, ?> consumers;
  private final CircuitBreakerRegistry breakers;
  private final ControlCodec codec;
  private final Clock clock;
  private final MeterRegistry meters;
  private final HttpClient http = Sender.client();
  private List<KafkaMessageListenerContainer<String, byte[]>> running = List.of();

  Webhooks(
      WebhookSettings settings,
      ConsumerFactory<?, ?> consumers,
      ObjectProvider<CircuitBreakerRegistry> breakers,
      ControlCodec codec,
      Clock clock,
      MeterRegistry meters) {
    this.settings = settings;
    this.consumers = consumers;
    this.breakers = breakers.getIfAvailable(CircuitBreakerRegistry::ofDefaults);
    this.codec = codec;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public synchronized void start() {
    running = settings.webhooks().stream().map(this::container).toList();
    running.forEach(KafkaMessageListenerContainer::start);
  }

  @Override
  public synchronized void stop() {
    running.forEach(KafkaMessageListenerContainer::stop);
    running = List.of();
  }

  @Override
  public synchronized boolean isRunning() {
    return !running.isEmpty();
  }

  private KafkaMessageListenerContainer<String, byte[]> container(Webhook webhook) {
    Sender sender = new Sender(webhook, http, breaker(webhook), clock, PATIENCE);
    ContainerProperties properties = new ContainerProperties(Topics.ALERTS);
    properties.setGroupId("monitoring-webhook-" + webhook.name());
    properties.setClientId("monitoring-webhook-" + webhook.name());
    properties.setAckMode(ContainerProperties.AckMode.RECORD);
    properties.setMessageListener(
        new Deliveries(webhook, sender, codec, clock, settings.webhookPatience(), meters));
    KafkaMessageListenerContainer<String, byte[]> container =
        new KafkaMessageListenerContainer<>(consumers(), properties);
    container.setBeanName("webhook-" + webhook.name());
    container.setCommonErrorHandler(again());
    return container;
  }

  private ConsumerFactory<String, byte[]> consumers() {
    Map<String, Object> configuration = new HashMap<>(consumers.getConfigurationProperties());
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_A_TIME);
    return new DefaultKafkaConsumerFactory<>(configuration);
  }

  /** An alert is given up by its age, not by how often it was tried. */
  private static DefaultErrorHandler again() {
    ExponentialBackOff pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
    pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
    pauses.setJitter(FIRST_PAUSE.toMillis() / 2);
    DefaultErrorHandler again = new DefaultErrorHandler(pauses);
    again.setLogLevel(KafkaException.Level.DEBUG);
    return again;
  }

  private CircuitBreaker breaker(Webhook webhook) {
    return breakers.circuitBreaker(
        "webhook-" + webhook.name(),
        CircuitBreakerConfig.custom()
            .slidingWindowSize(5)
            .minimumNumberOfCalls(5)
            .permittedNumberOfCallsInHalfOpenState(1)
            .waitDurationInOpenState(Duration.ofSeconds(30))
            .build());
  }
}
