package io.millrace.starter.messaging;

import io.millrace.message.Topics;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics as the services make them where they are missing. */
public final class CreatedTopics {

  private CreatedTopics() {}

  public static List<NewTopic> of(int partitions, short replication) {
    return Topics.ALL.stream()
        .map(name -> TopicCreator.describe(name, partitions, replication))
        .toList();
  }
}
