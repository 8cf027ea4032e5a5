package io.millrace.starter.messaging;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words, instead of a stack trace, that there is no broker and what to do. */
final class BrokerUnreachableAnalyzer extends AbstractFailureAnalyzer<BrokerUnreachableException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, BrokerUnreachableException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        ("Start a Kafka broker at %s, or name the right address in spring.kafka.bootstrap-servers"
                + " (in the environment: SPRING_KAFKA_BOOTSTRAP_SERVERS).")
            .formatted(cause.address()),
        cause);
  }
}
