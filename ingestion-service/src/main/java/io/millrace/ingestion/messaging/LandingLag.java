package io.millrace.ingestion.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.ingestion.land.Landing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far landing is behind, as metrics: in rows, and in the age of the oldest that waits. */
@Component
class LandingLag {

  private final Landing landing;
  private final Clock clock;
  private volatile long rows;
  private volatile @Nullable Instant oldest;

  LandingLag(Landing landing, MeterRegistry meters, Clock clock) {
    this.landing = landing;
    this.clock = clock;
    Gauge.builder("millrace.ingestion.landing.waiting.rows", this, lag -> lag.rows)
        .description("Rows that were accepted and have not landed, as far as this instance knows")
        .register(meters);
    Gauge.builder("millrace.ingestion.landing.waiting.seconds", this, LandingLag::age)
        .description("Since the oldest of the rows that wait here was taken in")
        .baseUnit("seconds")
        .register(meters);
  }

  /** On the consumer's thread. */
  void measure(Consumer<?, ?> consumer) {
    Set<TopicPartition> assigned = consumer.assignment();
    long behind = assigned.stream().mapToLong(p -> consumer.currentLag(p).orElse(0)).sum();
    rows = behind + landing.rows();
    oldest = landing.oldest().orElse(null);
  }

  private double age() {
    Instant since = oldest;
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
  }
}
