package io.millrace.starter.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How topics are made where they do not exist yet.
 *
 * @param create whether they are made at all, where somebody else looks after them
 * @param partitions of those that carry a message for each event
 * @param replication of all of them; -1 leaves it to the broker
 * @param patience with a broker that does not answer at the start
 */
@ConfigurationProperties("millrace.topics")
record TopicSettings(
    @DefaultValue("true") boolean create,
    @DefaultValue("4") int partitions,
    @DefaultValue("1") short replication,
    @DefaultValue("60s") Duration patience) {

  TopicSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "millrace.topics.partitions: found %d; allowed: 1 or more".formatted(partitions));
    }
    if (replication < 1 && replication != -1) {
      throw new IllegalArgumentException(
          "millrace.topics.replication: found %d; allowed: 1 or more, or -1 for the broker's own"
              .formatted(replication));
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException(
          "millrace.topics.patience: found %s; allowed: more than 0".formatted(patience));
    }
  }
}
