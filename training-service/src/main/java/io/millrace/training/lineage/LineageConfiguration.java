package io.millrace.training.lineage;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.starter.blob.BlobStore;
import io.millrace.training.register.ModelStore;
import io.millrace.training.run.Computing;
import io.millrace.training.run.RunListener;
import io.millrace.training.store.LandedAssets;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Nobody is told of lineage unless the configuration names somebody. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LineageSettings.class)
class LineageConfiguration {

  @Bean
  RunListener runListener(
      LineageSettings settings,
      KafkaProperties kafka,
      BlobStore blobs,
      Computing computing,
      ModelStore models,
      MeterRegistry meters,
      Clock clock) {
    return settings.to() == LineageSettings.To.NONE
        ? RunListener.NONE
        : new LineageListener(
            new LineageEvents(settings.namespace()),
            new LineageSender(
                Transports.of(settings, kafka.buildProducerProperties()), meters, settings),
            new LandedAssets(blobs),
            computing.mostRows(),
            models,
            clock);
  }
}
