package io.millrace.starter.messaging;

import io.micrometer.observation.ObservationRegistry;
import io.millrace.message.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.cloud.stream.binding.BindingService;
import org.springframework.cloud.stream.messaging.DirectWithAttributesChannel;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.messaging.MessageChannel;

/**
 * The binder's producers, bound at the start: the first message of an outage is then given up as
 * soon as any other, and does not wait for a binding.
 */
final class BoundTopics implements SmartLifecycle {

  private static final List<String> TOPICS =
      List.of(
          Topics.PROBLEMS,
          Topics.DATA_ARRIVED,
          Topics.MODELS,
          Topics.DRIFT_DETECTED,
          Topics.ALERTS,
          Topics.REJECTED);

  private final BindingService binder;
  private final ApplicationContext context;
  private final ObservationRegistry observations;
  private final Map<String, DirectWithAttributesChannel> channels = new HashMap<>();
  private volatile boolean running;

  BoundTopics(BindingService binder, ApplicationContext context, ObservationRegistry observations) {
    this.binder = binder;
    this.context = context;
    this.observations = observations;
  }

  /** Where messages for a topic go in. */
  synchronized MessageChannel channel(String topic) {
    return channels.computeIfAbsent(topic, this::bind);
  }

  private DirectWithAttributesChannel bind(String topic) {
    DirectWithAttributesChannel channel = new DirectWithAttributesChannel();
    channel.setApplicationContext(context);
    channel.setComponentName(topic);
    channel.registerObservationRegistry(observations);
    binder.bindProducer(channel, topic);
    return channel;
  }

  @Override
  public void start() {
    TOPICS.forEach(this::channel);
    running = true;
  }

  @Override
  public synchronized void stop() {
    channels.keySet().forEach(binder::unbindProducers);
    channels.clear();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before all that sends, and stopped after it. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1000;
  }
}
