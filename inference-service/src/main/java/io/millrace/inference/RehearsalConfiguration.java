package io.millrace.inference;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.load.Candidates;
import io.millrace.inference.rehearse.History;
import io.millrace.inference.stream.RetainedTopics;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.IgnoredMessages;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/** How versions are tried before they meet traffic. */
@Configuration(proxyBeanMethods = false)
class RehearsalConfiguration {

  @Bean
  Candidates candidates(BlobStore blobs, Clock clock, InferenceSettings settings) {
    Path cache = settings.cache();
    return new Candidates(blobs, cache.resolveSibling(cache.getFileName() + "-tried"), clock);
  }

  @Bean
  History history(ConsumerFactory<?, ?> consumers, MeterRegistry meters) {
    return new RetainedTopics(consumers, new IgnoredMessages(meters));
  }
}
