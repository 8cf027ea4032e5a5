package io.millrace.ingestion.messaging;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.KafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Starts landing once the service is up, and again when its thread has died of anything: out of
 * memory, a native error, a credential that was refused. What it held is read again from the log.
 */
@Component
class LandingWatch {

  static final String THREAD = "Landing's thread";
  private static final Logger LOG = LoggerFactory.getLogger(LandingWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final KafkaListenerEndpointRegistry containers;
  private final LandingAssignment assignment;
  private final LandingHealth health;
  private final Clock clock;
  private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
  private volatile boolean closing;

  LandingWatch(
      KafkaListenerEndpointRegistry containers,
      @Qualifier("landingContainerFactory") KafkaListenerContainerFactory<?> factory,
      LandingListener listener,
      LandingAssignment assignment,
      LandingHealth health,
      Clock clock) {
    this.containers = containers;
    this.assignment = assignment;
    this.health = health;
    this.clock = clock;
    containers.registerListenerContainer(new LandingEndpoint(listener), factory);
    scheduler.setThreadNamePrefix("landing-watch-");
  }

  /** By then the catalog is known. */
  @EventListener(ApplicationReadyEvent.class)
  void start() {
    container().start();
  }

  @EventListener
  void on(ConsumerStoppedEvent event) {
    boolean isLanding =
        event.getContainer(MessageListenerContainer.class).getListenerId() instanceof String id
            && id.startsWith(LandingListener.ID);
    if (isLanding && !closing && event.getReason() != ConsumerStoppedEvent.Reason.NORMAL) {
      LOG.error("Landing stopped ({}) and is started again in {}", event.getReason(), PAUSE);
      health.report(THREAD, "landing-stopped", "it ended: " + event.getReason());
      scheduler.schedule(this::restart, clock.instant().plus(PAUSE));
    }
  }

  private void restart() {
    if (!closing) {
      try {
        container().stop();
        assignment.forgetAll();
        container().start();
        health.recovered(THREAD);
      } catch (RuntimeException e) {
        LOG.error("Landing could not be started", e);
        scheduler.schedule(this::restart, clock.instant().plus(PAUSE));
      }
    }
  }

  @EventListener(ContextClosedEvent.class)
  void close() {
    closing = true;
    scheduler.close();
  }

  private MessageListenerContainer container() {
    MessageListenerContainer container = containers.getListenerContainer(LandingListener.ID);
    if (container == null) {
      throw new IllegalStateException("no container " + LandingListener.ID);
    }
    return container;
  }
}
