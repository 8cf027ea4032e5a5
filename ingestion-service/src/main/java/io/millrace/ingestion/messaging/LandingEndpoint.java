package io.millrace.ingestion.messaging;

import io.millrace.message.Topics;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.config.KafkaListenerEndpoint;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.converter.MessageConverter;

/**
 * What landing listens to. It is no annotated method: those look for a partition's position before
 * anybody can say where it begins.
 */
final class LandingEndpoint implements KafkaListenerEndpoint {

  private final LandingListener listener;

  LandingEndpoint(LandingListener listener) {
    this.listener = listener;
  }

  @Override
  public String getId() {
    return LandingListener.ID;
  }

  @Override
  public String getGroupId() {
    return LandingListener.ID;
  }

  @Override
  public Collection<String> getTopics() {
    return List.of(Topics.EVENTS, Topics.GROUND_TRUTH);
  }

  @Override
  public void setupListenerContainer(
      MessageListenerContainer container, @Nullable MessageConverter converter) {
    container.setupMessageListener(listener);
  }

  /** It is started once the catalog is known. */
  @Override
  public Boolean getAutoStartup() {
    return false;
  }

  @Override
  public @Nullable String getGroup() {
    return null;
  }

  @Override
  public TopicPartitionOffset @Nullable [] getTopicPartitionsToAssign() {
    return null;
  }

  @Override
  public @Nullable Pattern getTopicPattern() {
    return null;
  }

  @Override
  public @Nullable String getClientIdPrefix() {
    return null;
  }

  @Override
  public @Nullable Integer getConcurrency() {
    return null;
  }

  @Override
  public boolean isSplitIterables() {
    return true;
  }

  @Override
  public @Nullable String getAckMode() {
    return null;
  }
}
