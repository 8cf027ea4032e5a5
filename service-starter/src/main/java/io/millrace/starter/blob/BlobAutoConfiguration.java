package io.millrace.starter.blob;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The blob store that {@code millrace.blob.store} names, guarded. */
@AutoConfiguration(
    afterName = {
      "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration",
      "io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration"
    })
@EnableConfigurationProperties(BlobSettings.class)
class BlobAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(BlobStore.class)
  GuardedBlobStore blobStore(
      BlobSettings settings, CircuitBreakerRegistry breakers, RetryRegistry retries) {
    return new GuardedBlobStore(
        open(settings),
        breakers.circuitBreaker(GuardedBlobStore.NAME),
        retries.retry(GuardedBlobStore.NAME));
  }

  @Bean
  BlobStoreHealth blobStoreHealthIndicator(BlobStore store) {
    return store instanceof GuardedBlobStore guarded
        ? new BlobStoreHealth(guarded::probe, guarded)
        : new BlobStoreHealth(() -> store.list("health/"), Room.UNKNOWN);
  }

  static RepeatableBlobStore open(BlobSettings settings) {
    return settings.store().equals("folder")
        ? new FolderBlobStore(Objects.requireNonNull(settings.folder()))
        : AzureConnection.open(Objects.requireNonNull(settings.azure()));
  }
}
