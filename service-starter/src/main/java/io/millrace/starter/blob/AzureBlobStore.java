package io.millrace.starter.blob;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.ParallelTransferOptions;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs of an Azure container. {@code If-None-Match: *} lets one creator of a name win, {@code
 * If-Match} one of those who replace a content; each blob says which call wrote it.
 */
final class AzureBlobStore implements RepeatableBlobStore {

  /** The blob's metadata that names the call that wrote it. */
  private static final String CREATOR = "millracecreator";

  /** For a call of many requests, each of which has a time limit of its own. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A large blob goes in blocks, so that no single request takes long. */
  private static final ParallelTransferOptions BLOCKS =
      new ParallelTransferOptions()
          .setBlockSizeLong(4L << 20)
          .setMaxSingleUploadSizeLong(4L << 20)
          .setMaxConcurrency(4);

  private static final int FORBIDDEN = 403;

  private static final ListBlobsOptions ONE = new ListBlobsOptions().setMaxResultsPerPage(1);

  private static final Logger LOG = LoggerFactory.getLogger(AzureBlobStore.class);

  private final BlobContainerClient container;
  private volatile boolean made;

  /**
   * Makes the container where there is none.
   *
   * @throws UncheckedIOException when the account refuses it; one that does not answer may later
   */
  AzureBlobStore(BlobContainerClient container) {
    this.container = container;
    try {
      make();
    } catch (RuntimeException e) {
      if (e instanceof BlobStorageException refused) {
        throw unreachable(name(), new IOException(refused.getMessage(), refused));
      }
      LOG.warn("{} does not answer yet: {}", name(), e.getMessage());
    }
  }

  private String name() {
    return "The container " + container.getBlobContainerName();
  }

  /** An account that did not answer at the start is asked for the container when it is needed. */
  private void make() {
    if (!made) {
      find();
      made = true;
    }
  }

  /** Whoever may not make containers, as one with a SAS of this one, may find it made. */
  private void find() {
    try {
      container.createIfNotExists();
    } catch (BlobStorageException e) {
      if (e.getStatusCode() != FORBIDDEN) {
        throw e;
      }
      var _ = container.listBlobs(ONE, null).stream().findFirst();
    }
  }

  @Override
  public boolean create(String path, byte[] content, UUID call) {
    return create(path, BinaryData.fromBytes(content), call);
  }

  @Override
  public boolean create(String path, Path file, UUID call) {
    return create(path, BinaryData.fromFile(file), call);
  }

  private boolean create(String path, BinaryData content, UUID call) {
    return upload(path, content, call, new BlobRequestConditions().setIfNoneMatch("*"));
  }

  @Override
  public boolean replace(String path, String tag, byte[] content, UUID call) {
    BinaryData data = BinaryData.fromBytes(content);
    return upload(path, data, call, new BlobRequestConditions().setIfMatch(tag));
  }

  private boolean upload(
      String path, BinaryData content, UUID call, BlobRequestConditions conditions) {
    BlobClient blob = blob(path);
    BlobParallelUploadOptions options =
        new BlobParallelUploadOptions(content)
            .setMetadata(Map.of(CREATOR, call.toString()))
            .setParallelTransferOptions(BLOCKS)
            .setRequestConditions(conditions);
    return reach(
        "The blob " + path,
        () -> {
          try {
            blob.uploadWithResponse(options, PATIENCE, Context.NONE);
            return true;
          } catch (BlobStorageException e) {
            if (isRefused(e) || isMissing(e)) {
              return wrote(blob, call);
            }
            throw e;
          }
        });
  }

  /** The condition does not hold, which may be our own doing: an earlier answer was lost. */
  private static boolean isRefused(BlobStorageException e) {
    return e.getStatusCode() == 412
        || (e.getStatusCode() == 409 && BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode()));
  }

  private static boolean wrote(BlobClient blob, UUID call) {
    try {
      return call.toString().equals(blob.getProperties().getMetadata().get(CREATOR));
    } catch (BlobStorageException e) {
      if (isMissing(e) || (e.getStatusCode() == 404 && e.getErrorCode() == null)) {
        return false; // removed since; not every answer about properties says so by a code
      }
      throw e;
    }
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
  public Optional<Tagged> readTagged(String path) {
    BlobClient blob = blob(path);
    return reach(
        "The blob " + path,
        () -> {
          try {
            BlobDownloadContentResponse answer =
                blob.downloadContentWithResponse(null, null, PATIENCE, Context.NONE);
            return Optional.of(
                new Tagged(answer.getValue().toBytes(), answer.getDeserializedHeaders().getETag()));
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
    BlobClient blob = blob(path);
    reach(
        "The blob " + path,
        () -> {
          try {
            return blob.downloadToFile(file.toString(), true);
          } catch (BlobStorageException e) {
            throw isMissing(e) ? new NoSuchBlobException(path) : e;
          }
        });
  }

  @Override
  public List<String> list(String folder) {
    return listAfter(folder, "");
  }

  @Override
  public List<String> listAfter(String folder, String after) {
    ListBlobsOptions options = new ListBlobsOptions().setPrefix(BlobPath.checkFolder(folder));
    if (after.startsWith(folder) && !after.equals(folder)) {
      options.setStartFrom(after); // itself included, and not known to every version
    }
    return reach(
        "The folder " + folder,
        () ->
            container.listBlobs(options, null).stream()
                .map(BlobItem::getName)
                .filter(path -> path.compareTo(after) > 0)
                .sorted()
                .toList());
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
  private <T> T reach(String what, Supplier<T> call) {
    try {
      make();
      return call.get();
    } catch (IllegalArgumentException | NoSuchBlobException e) {
      throw e;
    } catch (BlobStorageException e) {
      throw AzureFull.is(e)
          ? new BlobStoreFullException(AzureFull.said(what, e), new IOException(e))
          : unreachable(what, new IOException(e.getMessage(), e));
    } catch (RuntimeException e) {
      throw unreachable(what, new IOException(e.getMessage(), e));
    }
  }

  private static UncheckedIOException unreachable(String what, IOException cause) {
    return new UncheckedIOException(what + " cannot be reached in Azure", cause);
  }
}
