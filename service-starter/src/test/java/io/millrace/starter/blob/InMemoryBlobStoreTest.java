package io.millrace.starter.blob;

import io.millrace.starter.test.BlobStoreCompatibilityKit;

class InMemoryBlobStoreTest extends BlobStoreCompatibilityKit {

  private final BlobStore store = new InMemoryBlobStore();

  @Override
  protected BlobStore store() {
    return store;
  }
}
