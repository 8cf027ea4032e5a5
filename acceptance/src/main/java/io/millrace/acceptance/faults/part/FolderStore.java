package io.millrace.acceptance.faults.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A folder. It has no process: it is cut by moving it away, with a file in its place so that nobody
 * makes it anew.
 */
final class FolderStore implements Store {

  private final Path folder;
  private final Path away;
  private volatile boolean cut;

  FolderStore(Path parent) {
    this.folder = parent.resolve("blobs");
    this.away = parent.resolve("blobs-away");
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public List<String> arguments() {
    return List.of("--millrace.blob.store=folder", "--millrace.blob.folder=" + folder);
  }

  @Override
  public void start() {
    if (cut) {
      mend();
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void kill() {
    cut(false);
  }

  @Override
  public synchronized void cut(boolean inAnswer) {
    if (cut) {
      return;
    }
    try {
      Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
      cut = true;
      Files.createFile(folder);
    } catch (FileAlreadyExistsException e) {
      throw new HarnessFailure(
          "a service made the store's folder anew when it was moved away: " + folder, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void mend() {
    if (!cut) {
      return;
    }
    try {
      Files.delete(folder);
      Files.move(away, folder, StandardCopyOption.ATOMIC_MOVE);
      cut = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isUp() {
    return !cut;
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public void stop() {
    mend();
  }

  @Override
  public List<String> list(String path) {
    Path start = folder.resolve(path);
    if (Files.notExists(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.substring(name.lastIndexOf('/') + 1).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] read(String path) {
    try {
      return Files.readAllBytes(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void copy(String path, Path file) {
    try {
      Files.copy(folder.resolve(path), file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
