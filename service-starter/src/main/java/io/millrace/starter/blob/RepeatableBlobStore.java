package io.millrace.starter.blob;

import java.nio.file.Path;
import java.util.UUID;

/**
 * A store that knows a call again when it is repeated. What an earlier try did before it failed is
 * then told from what somebody else did, so that a repeated call answers what the first would have.
 */
interface RepeatableBlobStore extends BlobStore {

  /**
   * @param call names the call, alike in all tries
   */
  boolean create(String path, byte[] content, UUID call);

  boolean create(String path, Path file, UUID call);

  boolean replace(String path, String tag, byte[] content, UUID call);

  @Override
  default boolean create(String path, byte[] content) {
    return create(path, content, UUID.randomUUID());
  }

  @Override
  default boolean create(String path, Path file) {
    return create(path, file, UUID.randomUUID());
  }

  @Override
  default boolean replace(String path, String tag, byte[] content) {
    return replace(path, tag, content, UUID.randomUUID());
  }
}
