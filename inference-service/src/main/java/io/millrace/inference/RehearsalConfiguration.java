package io.millrace.inference;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.load.Candidates;
import io.millrace.inference.load.ModelMemory;
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
  Candidates candidates(
      BlobStore blobs, ModelMemory memory, Clock clock, InferenceSettings settings) {
    Path cache = settings.cache();
    Path tried = cache.resolveSibling(cache.getFileName() + "-tried");
    return new Candidates(blobs, tried, memory, clock);
  }

  @Bean
  History history(ConsumerFactory<?, ?> consumers, MeterRegistry meters) {
    return new RetainedTopics(consumers, new IgnoredMessages(meters));
  }
}
