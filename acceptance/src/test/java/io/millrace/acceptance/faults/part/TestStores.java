package io.millrace.acceptance.faults.part;

import java.nio.file.Path;

/** Stores for tests of other packages. */
public final class TestStores {

  private TestStores() {}

  /** In a folder that is there. */
  public static Store folder(Path parent) {
    return new FolderStore(parent);
  }

  /** Nowhere. */
  public static Store none() {
    return new FolderStore(Path.of("nowhere"));
  }
}
