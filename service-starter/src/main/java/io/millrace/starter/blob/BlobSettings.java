package io.millrace.starter.blob;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where blobs are kept.
 *
 * @param store {@code folder} or {@code azure}
 * @param folder for {@code folder}: where
 * @param azure for {@code azure}: the account and container
 */
@ConfigurationProperties("millrace.blob")
record BlobSettings(
    @DefaultValue("folder") String store, @Nullable Path folder, @Nullable Azure azure) {

  BlobSettings {
    switch (store) {
      case "folder" -> require(folder != null, "folder", "the path of a folder");
      case "azure" ->
          require(
              azure != null,
              "azure",
              "connection-string, or endpoint with or without sas-token, and container");
      default ->
          throw new IllegalArgumentException(
              "millrace.blob.store: found %s; allowed: folder, azure".formatted(store));
    }
  }

  private static void require(boolean present, String key, String allowed) {
    if (!present) {
      throw new IllegalArgumentException(
          "millrace.blob.%s: found nothing; allowed: %s".formatted(key, allowed));
    }
  }

  /**
   * @param connectionString of the storage account, with its key
   * @param endpoint of the storage account; without a SAS the credential is found in the
   *     environment (managed or workload identity, environment variables, Azure CLI)
   * @param sasToken a shared access signature for the endpoint, of the account or of the container:
   *     to read, create, write, delete and list
   */
  record Azure(
      @Nullable String connectionString,
      @Nullable String endpoint,
      @Nullable String sasToken,
      @DefaultValue("millrace") String container) {

    Azure {
      require(
          (connectionString == null) != (endpoint == null),
          "azure.connection-string and millrace.blob.azure.endpoint",
          "exactly one of the two");
      if (sasToken != null && endpoint == null) {
        throw new IllegalArgumentException(
            "millrace.blob.azure.sas-token: found beside a connection-string; allowed: with endpoint");
      }
    }

    /** Without the key that a connection string holds, and without a signature. */
    @Override
    public String toString() {
      return "Azure[endpoint=%s, container=%s]".formatted(endpoint, container);
    }
  }
}
