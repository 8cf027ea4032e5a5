package io.millrace.starter.blob;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Blobs of an Azure container. {@code If-None-Match: *} lets one creator of a name win. */
final class AzureBlobStore implements BlobStore {

  /** Whether a lost answer hid our own success: a retry finds the blob that we created. */
  private static final String CREATOR = "millracecreator";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final BlobContainerClient container;

  /** Makes the container where there is none. */
  AzureBlobStore(BlobContainerClient container) {
    this.container = container;
    reach(
        "The container %s".formatted(container.getBlobContainerName()),
        container::createIfNotExists);
  }

  @Override
  public boolean create(String path, byte[] content) {
    return create(path, BinaryData.fromBytes(content));
  }

  @Override
  public boolean create(String path, Path file) {
    return create(path, BinaryData.fromFile(file));
  }

  private boolean create(String path, BinaryData content) {
    BlobClient blob = blob(path);
    String creator = UUID.randomUUID().toString();
    BlobParallelUploadOptions options =
        new BlobParallelUploadOptions(content)
            .setMetadata(Map.of(CREATOR, creator))
            .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*"));
    return reach(
        "The blob " + path,
        () -> {
          try {
            blob.uploadWithResponse(options, PATIENCE, Context.NONE);
            return true;
          } catch (BlobStorageException e) {
            if (isTaken(e)) {
              return creator.equals(blob.getProperties().getMetadata().get(CREATOR));
            }
            throw e;
          }
        });
  }

  private static boolean isTaken(BlobStorageException e) {
    return e.getStatusCode() == 412
        || (e.getStatusCode() == 409 && BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode()));
  }

  @Override
  public Optional<byte[]> read(String path) {
    BlobClient blob = blob(path);
    return reach(
        "The blob " + path,
        () -> {
          try {
            return Optional.of(blob.downloadContent().toBytes());
          } catch (BlobStorageException e) {
            if (isMissing(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  @Override
  public void download(String path, Path file) {
    reach("The blob " + path, () -> blob(path).downloadToFile(file.toString(), true));
  }

  @Override
  public List<String> list(String folder) {
    ListBlobsOptions options = new ListBlobsOptions().setPrefix(BlobPath.checkFolder(folder));
    return reach(
        "The folder " + folder,
        () -> container.listBlobs(options, null).stream().map(BlobItem::getName).sorted().toList());
  }

  @Override
  public void delete(String path) {
    reach("The blob " + path, () -> blob(path).deleteIfExists());
  }

  private BlobClient blob(String path) {
    return container.getBlobClient(BlobPath.check(path));
  }

  private static boolean isMissing(BlobStorageException e) {
    return e.getStatusCode() == 404 && BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode());
  }

  /** The SDK fails with many kinds of exception, the port with one. */
  private static <T> T reach(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException(what + " cannot be reached in Azure", e.getCause());
    } catch (RuntimeException e) {
      throw new UncheckedIOException(
          what + " cannot be reached in Azure", new IOException(e.getMessage(), e));
    }
  }
}
