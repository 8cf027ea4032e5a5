package io.millrace.starter.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as files of a folder. A blob is written to a temporary file, forced to the disk, and then
 * linked to its name, which the file system does for one caller only, or moved over what it
 * replaces, under a lock. A folder that is gone (a disk that is not mounted) is never taken for an
 * empty one, nor made anew.
 */
final class FolderBlobStore implements RepeatableBlobStore, Room {

  /** What the store keeps for itself starts with it; no blob's path can. */
  static final String OWN = "~";

  private static final Logger LOG = LoggerFactory.getLogger(FolderBlobStore.class);

  private final Path root;
  private final Path lockFolder;
  private final Incoming incoming;
  private final FolderLocks locks;
  private volatile boolean made;

  /** Makes the folder where there is none; one that cannot be made may be there later. */
  FolderBlobStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.lockFolder = this.root.resolve(OWN + "locks");
    this.incoming = new Incoming(this.root.resolve(OWN + "incoming"));
    this.locks = new FolderLocks(lockFolder);
    try {
      make();
    } catch (IOException e) {
      LOG.warn("The blob folder {} cannot be made yet: {}", this.root, Durable.reason(e));
    }
  }

  /** Once: a folder that goes later is not made anew. */
  private void make() throws IOException {
    if (!made) {
      Files.createDirectories(lockFolder);
      incoming.open();
      made = true;
    }
  }

  @Override
  public boolean create(String path, byte[] content, UUID call) {
    return create(path, call, out -> out.write(content));
  }

  @Override
  public boolean create(String path, Path file, UUID call) {
    return create(path, call, out -> Files.copy(file, out));
  }

  private boolean create(String path, UUID call, Incoming.Writing writing) {
    Path target = resolve(path);
    return reach(
        "The blob %s cannot be created".formatted(path),
        () -> {
          boolean created = created(target, call, writing);
          incoming.forget(call);
          return created;
        });
  }

  private boolean created(Path target, UUID call, Incoming.Writing writing) throws IOException {
    if (Files.isRegularFile(target)) {
      return incoming.became(target, call);
    }
    incoming.write(call, writing);
    Durable.createFolders(root, parent(target));
    if (!incoming.link(call, target)) {
      return false;
    }
    Durable.force(parent(target));
    return true;
  }

  @Override
  public Optional<byte[]> read(String path) {
    Path file = resolve(path);
    return reach(
        "The blob %s cannot be read".formatted(path),
        () -> {
          Optional<byte[]> content = content(file);
          if (content.isEmpty()) {
            incoming.requirePresent();
          }
          return content;
        });
  }

  private static Optional<byte[]> content(Path file) throws IOException {
    try {
      return Files.isDirectory(file) ? Optional.empty() : Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Tagged> readTagged(String path) {
    return read(path).map(content -> new Tagged(content, ContentTag.of(content)));
  }

  @Override
  public boolean replace(String path, String tag, byte[] content, UUID call) {
    Path target = resolve(path);
    return reach(
        "The blob %s cannot be replaced".formatted(path),
        () -> {
          boolean replaced = locks.holding(path, () -> replaced(target, tag, content, call));
          incoming.forget(call);
          return replaced;
        });
  }

  private boolean replaced(Path target, String tag, byte[] content, UUID call) throws IOException {
    Optional<byte[]> current = content(target);
    if (current.isEmpty()) {
      incoming.requirePresent();
      return false;
    }
    if (!ContentTag.of(current.get()).equals(tag)) {
      return incoming.became(target, call);
    }
    incoming.write(call, out -> out.write(content));
    incoming.move(call, target);
    Durable.force(parent(target));
    return true;
  }

  @Override
  public void download(String path, Path file) {
    Path source = resolve(path);
    reach(
        "The blob %s cannot be downloaded".formatted(path),
        () -> {
          try (InputStream in = open(source, path);
              OutputStream out = Files.newOutputStream(file)) {
            return in.transferTo(out);
          }
        });
  }

  private InputStream open(Path source, String path) throws IOException {
    try {
      return Files.newInputStream(source);
    } catch (NoSuchFileException e) {
      incoming.requirePresent();
      throw new NoSuchBlobException(path);
    }
  }

  @Override
  public List<String> list(String folder) {
    return listAfter(folder, "");
  }

  @Override
  public List<String> listAfter(String folder, String after) {
    BlobPath.checkFolder(folder);
    return reach(
        "The blobs of '%s' cannot be listed".formatted(folder),
        () -> {
          List<String> found = FolderListing.of(root, folder, after);
          incoming.requirePresent();
          return found;
        });
  }

  @Override
  public void delete(String path) {
    Path file = resolve(path);
    reach(
        "The blob %s cannot be removed".formatted(path),
        () -> locks.holding(path, () -> deleted(file)));
  }

  private boolean deleted(Path file) throws IOException {
    incoming.requirePresent();
    return !Files.isDirectory(file) && Files.deleteIfExists(file);
  }

  @Override
  public long free() {
    return reach(
        "The room of the blob folder cannot be asked for",
        () -> Files.getFileStore(root).getUsableSpace());
  }

  @Override
  public String toString() {
    return "the folder " + root;
  }

  private <T> T reach(String failure, FolderLocks.Work<T> work) {
    try {
      make();
      return work.run();
    } catch (IOException e) {
      if (FullDisk.is(e)) {
        throw FullDisk.said(failure, root, e);
      }
      throw new UncheckedIOException(failure + ": " + Durable.reason(e), e);
    } catch (UnsupportedOperationException e) {
      throw new UncheckedIOException(
          "The blob folder %s is on a file system without hard links; choose another"
              .formatted(root),
          new IOException(e));
    }
  }

  private Path resolve(String path) {
    return root.resolve(BlobPath.check(path));
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalStateException(path + " has no parent");
    }
    return parent;
  }
}
