package io.millrace.starter.blob;

import com.azure.core.util.HttpClientOptions;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;
import java.util.Objects;

/** The client of an Azure account. Each request is limited in time; who repeats it is the guard. */
final class AzureConnection {

  private static final int SECONDS = 10;

  private static final RequestRetryOptions ONCE =
      new RequestRetryOptions(RetryPolicyType.FIXED, 1, SECONDS, null, null, null);

  private AzureConnection() {}

  static AzureBlobStore open(BlobSettings.Azure azure) {
    return new AzureBlobStore(
        client(azure).buildClient().getBlobContainerClient(azure.container()));
  }

  static BlobServiceClientBuilder client(BlobSettings.Azure azure) {
    BlobServiceClientBuilder builder =
        new BlobServiceClientBuilder().retryOptions(ONCE).clientOptions(limits());
    if (azure.connectionString() != null) {
      return builder.connectionString(azure.connectionString());
    }
    builder.endpoint(Objects.requireNonNull(azure.endpoint()));
    return azure.sasToken() == null
        ? builder.credential(new DefaultAzureCredentialBuilder().build())
        : builder.sasToken(azure.sasToken());
  }

  private static HttpClientOptions limits() {
    Duration patience = Duration.ofSeconds(SECONDS);
    return new HttpClientOptions()
        .setConnectTimeout(Duration.ofSeconds(3))
        .setResponseTimeout(patience)
        .setReadTimeout(patience)
        .setWriteTimeout(patience);
  }
}
