package io.millrace.starter.blob;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The blob store that {@code millrace.blob.store} names. */
@AutoConfiguration
@EnableConfigurationProperties(BlobSettings.class)
class BlobAutoConfiguration {

  private static final RequestRetryOptions RETRY =
      new RequestRetryOptions(
          RetryPolicyType.EXPONENTIAL,
          4,
          Duration.ofSeconds(30),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          null);

  @Bean
  @ConditionalOnMissingBean
  BlobStore blobStore(BlobSettings settings) {
    if (settings.store().equals("folder")) {
      return new FolderBlobStore(Objects.requireNonNull(settings.folder()));
    }
    return azure(Objects.requireNonNull(settings.azure()));
  }

  @Bean
  BlobStoreHealth blobStoreHealthIndicator(BlobStore store) {
    return new BlobStoreHealth(store);
  }

  private static BlobStore azure(BlobSettings.Azure azure) {
    BlobServiceClientBuilder builder = new BlobServiceClientBuilder().retryOptions(RETRY);
    if (azure.connectionString() != null) {
      builder.connectionString(azure.connectionString());
    } else {
      builder
          .endpoint(Objects.requireNonNull(azure.endpoint()))
          .credential(new DefaultAzureCredentialBuilder().build());
    }
    return new AzureBlobStore(builder.buildClient().getBlobContainerClient(azure.container()));
  }
}
