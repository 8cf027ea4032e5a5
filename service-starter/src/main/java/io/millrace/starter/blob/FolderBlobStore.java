package io.millrace.starter.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Blobs as files of a folder. A blob is written to a temporary file, forced to the disk, and then
 * linked to its name, which the file system does for one caller only.
 */
final class FolderBlobStore implements BlobStore {

  /** No blob's path can start with it. */
  private static final String INCOMING = "~incoming";

  private final Path root;
  private final Path incoming;

  /** Makes the folder where there is none. */
  FolderBlobStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.incoming = this.root.resolve(INCOMING);
    try {
      Files.createDirectories(incoming);
      removeAbandoned();
    } catch (IOException e) {
      throw new UncheckedIOException("The blob folder %s cannot be made".formatted(this.root), e);
    }
  }

  /** What a process that was killed while writing left behind. */
  private void removeAbandoned() throws IOException {
    Instant yesterday = Instant.now().minus(Duration.ofDays(1));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
      for (Path file : files) {
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(yesterday)) {
            Files.deleteIfExists(file);
          }
        } catch (NoSuchFileException e) {
          continue; // finished by whoever is writing it
        }
      }
    }
  }

  @Override
  public boolean create(String path, byte[] content) {
    return create(path, out -> out.write(content));
  }

  @Override
  public boolean create(String path, Path file) {
    return create(path, out -> Files.copy(file, out));
  }

  private boolean create(String path, Writing writing) {
    Path target = resolve(path);
    try {
      if (Files.isRegularFile(target)) {
        return false;
      }
      Path temporary = incoming.resolve(UUID.randomUUID().toString());
      try {
        write(temporary, writing);
        return link(temporary, target);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The blob %s cannot be created".formatted(path), e);
    } catch (UnsupportedOperationException e) {
      throw new UncheckedIOException(
          "The blob folder %s is on a file system without hard links; choose another"
              .formatted(root),
          new IOException(e));
    }
  }

  private static void write(Path file, Writing writing) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      writing.to(out);
      channel.force(true);
    }
  }

  private boolean link(Path temporary, Path target) throws IOException {
    Path folder = parent(target);
    boolean newFolder = !Files.isDirectory(folder);
    Files.createDirectories(folder);
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(target)) {
        throw e;
      }
      return false;
    }
    force(folder);
    for (Path above = folder; newFolder && !above.equals(root); ) {
      above = parent(above);
      force(above);
    }
    return true;
  }

  /** A name is safe from a power cut once its folder has been forced too. */
  private static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public Optional<byte[]> read(String path) {
    Path file = resolve(path);
    try {
      return Files.isDirectory(file) ? Optional.empty() : Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The blob %s cannot be read".formatted(path), e);
    }
  }

  @Override
  public void download(String path, Path file) {
    try (InputStream in = Files.newInputStream(resolve(path))) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The blob %s cannot be downloaded".formatted(path), e);
    }
  }

  @Override
  public List<String> list(String folder) {
    Path start = root.resolve(BlobPath.checkFolder(folder));
    if (!Files.isDirectory(root)) {
      throw new UncheckedIOException(
          "The blob folder is gone", new NoSuchFileException(root.toString()));
    }
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(file -> !file.startsWith(incoming) && Files.isRegularFile(file))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The blobs of %s cannot be listed".formatted(folder), e);
    }
  }

  @Override
  public void delete(String path) {
    Path file = resolve(path);
    try {
      if (!Files.isDirectory(file)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The blob %s cannot be removed".formatted(path), e);
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

  /** Puts a blob's content into a file. */
  @FunctionalInterface
  private interface Writing {
    void to(OutputStream out) throws IOException;
  }
}
