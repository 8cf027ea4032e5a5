package io.millrace.starter.messaging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is asked of the broker.
 *
 * @param guarantee also says which defaults the clients have
 */
@ConfigurationProperties("millrace.kafka")
public record KafkaSettings(@DefaultValue("exactly-once") Guarantee guarantee) {

  /** Whether there are transactions. */
  public boolean isExactlyOnce() {
    return guarantee == Guarantee.EXACTLY_ONCE;
  }
}
