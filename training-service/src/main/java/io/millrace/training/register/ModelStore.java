package io.millrace.training.register;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The registered versions of each problem's model. A version is there once its manifest is. */
public final class ModelStore {

  private final BlobStore blobs;
  private final Path folder;
  private final Map<String, Stored> known = new ConcurrentHashMap<>();

  /**
   * @param folder where packages are put together and opened on this machine
   */
  public ModelStore(BlobStore blobs, Path folder) {
    this.blobs = blobs;
    this.folder = folder;
  }

  /**
   * A version as it is stored.
   *
   * @param path of its folder in the blob store
   */
  public record Stored(Manifest manifest, String manifestDigest, String path) {}

  /** The versions' numbers, the newest first. */
  public List<Integer> versions(ProblemName problem) {
    return blobs.list(models(problem)).stream()
        .filter(path -> path.endsWith("/" + ModelPackage.MANIFEST))
        .map(path -> number(problem, path))
        .flatMap(Optional::stream)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  public Optional<Stored> newest(ProblemName problem) {
    return versions(problem).stream().findFirst().flatMap(version -> find(problem, version));
  }

  public Optional<Stored> find(ProblemName problem, int version) {
    String path = path(problem, version);
    Optional<Stored> before = Optional.ofNullable(known.get(path));
    return before.or(
        () -> {
          Optional<Stored> read =
              blobs.read(path + "/" + ModelPackage.MANIFEST).map(json -> stored(json, path));
          read.ifPresent(stored -> known.put(path, stored));
          return read;
        });
  }

  private static Stored stored(byte[] json, String path) {
    return new Stored(PackageJson.read(json, Manifest.class), Digest.of(json), path);
  }

  /** Fetches a version and checks it whole. */
  public PackageCheck open(ProblemName problem, Stored stored) {
    Path copy = folder.resolve(problem.value()).resolve("v" + stored.manifest().version());
    try {
      Files.createDirectories(copy);
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + copy, e);
    }
    for (String file : ModelPackage.CONTENTS) {
      blobs.download(stored.path() + "/" + file, copy.resolve(file));
    }
    blobs.download(
        stored.path() + "/" + ModelPackage.MANIFEST, copy.resolve(ModelPackage.MANIFEST));
    return ModelPackage.open(copy, stored.manifestDigest());
  }

  /**
   * Stores a new version under the next free number: the first file that is created under a number
   * takes it, the manifest comes last.
   */
  public Stored add(ProblemName problem, String run, NewModel model) {
    Path draft = folder.resolve(problem.value()).resolve("draft-" + run);
    int version = next(problem);
    ModelPackage written = model.write(draft, version);
    while (!create(problem, version, draft, ModelPackage.MODEL)) {
      version++;
      written = model.write(draft, version);
    }
    for (String file : ModelPackage.CONTENTS) {
      if (!file.equals(ModelPackage.MODEL)) {
        createAlone(problem, version, draft, file);
      }
    }
    createAlone(problem, version, draft, ModelPackage.MANIFEST);
    delete(draft);
    return new Stored(written.manifest(), written.manifestDigest(), path(problem, version));
  }

  private static void delete(Path draft) {
    try (Stream<Path> files = Files.list(draft)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(draft);
    } catch (IOException e) {
      throw new UncheckedIOException("delete " + draft, e);
    }
  }

  /** A model that needs a number only. */
  @FunctionalInterface
  public interface NewModel {
    ModelPackage write(Path folder, int version);
  }

  private int next(ProblemName problem) {
    return blobs.list(models(problem)).stream()
            .map(path -> number(problem, path))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder())
            .orElse(0)
        + 1;
  }

  private boolean create(ProblemName problem, int version, Path draft, String file) {
    return blobs.create(path(problem, version) + "/" + file, draft.resolve(file));
  }

  private void createAlone(ProblemName problem, int version, Path draft, String file) {
    if (!create(problem, version, draft, file)) {
      throw new IllegalStateException(
          "%s/%s is there already, though its number was free"
              .formatted(path(problem, version), file));
    }
  }

  private static Optional<Integer> number(ProblemName problem, String path) {
    String rest = path.substring(models(problem).length());
    String first = rest.substring(0, Math.max(0, rest.indexOf('/')));
    return first.matches("[1-9][0-9]{0,8}")
        ? Optional.of(Integer.valueOf(first))
        : Optional.empty();
  }

  private static String models(ProblemName problem) {
    return "problems/%s/models/".formatted(problem);
  }

  private static String path(ProblemName problem, int version) {
    return models(problem) + version;
  }
}
