package io.millrace.training.register;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.starter.blob.BlobStore;
import io.millrace.training.register.ModelStore.NewModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A package on its way into the store: its files with its run, then its manifest. */
final class Draft {

  private final BlobStore blobs;
  private final NewModel model;
  private final Path local;
  private final List<String> places;

  Draft(BlobStore blobs, ProblemName problem, NewModel model, Path local) {
    this.blobs = blobs;
    this.model = model;
    this.local = local;
    String place = "problems/%s/runs/%s/package".formatted(problem, model.run());
    this.places = List.of(place, place + "-" + model.attempt());
  }

  /**
   * Stores the files, which are there already where an attempt before came so far. An attempt on
   * another kind of machine may have made other bytes: then these get a folder of their own.
   */
  ModelPackage store(int version) {
    for (String place : places) {
      ModelPackage written = model.write(local, version, place);
      if (stored(written, place)) {
        return written;
      }
    }
    throw new IllegalStateException(
        "%s holds other files than those that were just made".formatted(places.getLast()));
  }

  private boolean stored(ModelPackage written, String place) {
    for (Map.Entry<String, String> file : written.manifest().digests().entrySet()) {
      String path = place + "/" + file.getKey();
      if (!blobs.create(path, local.resolve(file.getKey()))) {
        Optional<byte[]> there = blobs.read(path);
        if (there.isEmpty() || !Digest.of(there.get()).equals(file.getValue())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Takes a number; false where another was faster. */
  boolean claim(String version) {
    return blobs.create(
        version + "/" + ModelPackage.MANIFEST, local.resolve(ModelPackage.MANIFEST));
  }

  /** A new local folder. */
  static Path folder(Path parent, String name) {
    Path folder = parent.resolve(name + "-" + UUID.randomUUID());
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder, e);
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (NoSuchFileException e) {
      return; // somebody has emptied the work folder
    } catch (IOException e) {
      throw new UncheckedIOException("delete " + folder, e);
    }
  }
}
