package io.millrace.training.register;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.message.Promotion;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.problem.Task;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registered versions of each problem's model. A package's files are stored with its run; its
 * manifest, created last, is all that takes a number. So a version is there whole or not at all,
 * and the next number is always the one after the last.
 */
public final class ModelStore {

  private static final Logger LOG = LoggerFactory.getLogger(ModelStore.class);

  /** Of manifests as they are stored, in bytes: that of a long-lived problem is 100 KB and more. */
  private static final long MOST_KEPT = 2_000_000;

  private final BlobStore blobs;
  private final Path folder;
  private final Promotions promotions;
  private final Map<String, Brief> briefs = new ConcurrentHashMap<>();

  /** Manifests are long; those asked for last stay. */
  private final Cache<String, Kept> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST_KEPT)
          .weigher((String _, Kept kept) -> kept.bytes())
          .build();

  /**
   * @param folder where packages are put together and opened on this machine
   */
  public ModelStore(BlobStore blobs, Path folder) {
    this.blobs = blobs;
    this.promotions = new Promotions(blobs);
    this.folder = folder;
  }

  /**
   * A version as it is stored.
   *
   * @param manifest with the number that the version has here
   * @param manifestDigest of the manifest's bytes
   * @param path of the folder that holds its manifest in the blob store
   * @param promotion how it came from another environment; null where it was made or brought here
   */
  public record Stored(
      Manifest manifest, String manifestDigest, String path, @Nullable Promotion promotion) {}

  private record Kept(Stored stored, int bytes) {}

  /**
   * What is asked of every version, however old.
   *
   * @param rollout how the problem that it was made for wanted it to come into use; of one that
   *     came from another environment, what it has to pass here
   */
  public record Brief(String run, Task task, String target, Rollout rollout) {}

  /** The versions' numbers, the newest first. */
  public List<Integer> versions(ProblemName problem) {
    return blobs.list(models(problem)).stream()
        .filter(path -> path.endsWith("/" + ModelPackage.MANIFEST))
        .map(path -> number(problem, path))
        .flatMap(Optional::stream)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** Empty where there is no such version, or a manifest that does not read. */
  public Optional<Stored> find(ProblemName problem, int version) {
    String path = path(problem, version);
    Optional<Kept> before = Optional.ofNullable(known.getIfPresent(path));
    return before
        .or(
            () -> {
              Optional<Kept> read =
                  blobs
                      .read(path + "/" + ModelPackage.MANIFEST)
                      .flatMap(json -> read(json, problem, version));
              read.ifPresent(stored -> known.put(path, stored));
              return read;
            })
        .map(Kept::stored);
  }

  /** Empty as {@link #find}. */
  public Optional<Brief> brief(ProblemName problem, int version) {
    String path = path(problem, version);
    Optional<Brief> before = Optional.ofNullable(briefs.get(path));
    return before.or(
        () -> {
          Optional<Brief> read = find(problem, version).map(ModelStore::brief);
          read.ifPresent(brief -> briefs.put(path, brief));
          return read;
        });
  }

  private static Brief brief(Stored stored) {
    Manifest manifest = stored.manifest();
    Promotion promotion = stored.promotion();
    Rollout rollout = promotion == null ? rollout(manifest) : promotion.rollout();
    return new Brief(manifest.run(), manifest.task(), manifest.target(), rollout);
  }

  private static Rollout rollout(Manifest manifest) {
    return switch (ProblemFile.read(manifest.definition())) {
      case ProblemFile.Accepted(Problem problem) -> problem.deploy().rollout();
      case ProblemFile.Refused _ -> Rollout.IMMEDIATE; // of before there were others
    };
  }

  private Optional<Kept> read(byte[] json, ProblemName problem, int version) {
    String path = path(problem, version);
    try {
      Manifest manifest = PackageJson.read(json, Manifest.class).withVersion(version);
      String digest = Digest.of(json);
      Stored stored =
          new Stored(manifest, digest, path, promotions.of(problem, digest).orElse(null));
      return Optional.of(new Kept(stored, json.length));
    } catch (IllegalArgumentException e) {
      LOG.warn("{} takes a number and does not read: {}", path, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The version that a run has made, which it may have done without hearing of it.
   *
   * @param after the newest version when the run was decided on
   */
  public Optional<Stored> madeBy(ProblemName problem, String run, int after) {
    return versions(problem).stream()
        .filter(version -> version > after)
        .flatMap(version -> find(problem, version).stream())
        .filter(stored -> stored.manifest().run().equals(run))
        .findFirst();
  }

  /** Fetches a version and checks it whole. */
  public PackageCheck open(ProblemName problem, Stored stored) {
    Path copy = Draft.folder(folder.resolve(problem.value()), "v" + stored.manifest().version());
    try {
      return new Fetching(blobs).open(stored, copy);
    } finally {
      Draft.delete(copy);
    }
  }

  /**
   * Fetches a version into a folder, which is made, and checks it whole.
   *
   * @param to of which nothing is removed
   */
  public PackageCheck fetch(Stored stored, Path to) {
    try {
      return new Fetching(blobs).open(stored, Files.createDirectories(to));
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + to, e);
    }
  }

  /** What became of a package from another environment. */
  public sealed interface Placed {

    /**
     * @param before whether it had a number already
     */
    record Here(Stored stored, boolean before) implements Placed {}

    /**
     * @param reason a plain sentence part
     */
    record Clash(String reason) implements Placed {}
  }

  /**
   * Stores a package as it is under the next number, or finds the number that these bytes have.
   *
   * @param local its files
   */
  public Placed place(ModelPackage sound, Path local, Promotion promotion) {
    ProblemName problem = sound.manifest().problem();
    Arrival arrival = new Arrival(blobs, sound, local);
    while (true) {
      Optional<Stored> before = withDigest(problem, sound.manifestDigest());
      if (before.isPresent()) {
        return new Placed.Here(before.get(), true);
      }
      Optional<String> clash = arrival.store();
      if (clash.isPresent()) {
        return new Placed.Clash(clash.get());
      }
      promotions.note(problem, sound.manifestDigest(), promotion);
      int version = next(problem);
      if (arrival.claim(version)) {
        return new Placed.Here(find(problem, version).orElseThrow(), false);
      }
    }
  }

  /** The version whose manifest has these bytes. */
  public Optional<Stored> withDigest(ProblemName problem, String digest) {
    return versions(problem).stream()
        .flatMap(version -> find(problem, version).stream())
        .filter(stored -> stored.manifestDigest().equals(digest))
        .findFirst();
  }

  /** The number that the next version would get. */
  public int next(ProblemName problem) {
    return versions(problem).stream().findFirst().orElse(0) + 1;
  }

  /** A model that is to become a version. */
  public interface NewModel {

    String run();

    /** The newest version when its run was decided on. */
    int after();

    /** Which attempt of the run it is. */
    int attempt();

    ModelPackage write(Path folder, int version, String files);

    /**
     * Called before a number is taken.
     *
     * @throws RuntimeException where another has taken the run up
     */
    void check();
  }

  /** Stores a new version under the next number, or finds the one that the run has made before. */
  public Stored add(ProblemName problem, NewModel model) {
    Path local = Draft.folder(folder.resolve(problem.value()), "draft-" + model.run());
    try {
      Draft draft = new Draft(blobs, problem, model, local);
      while (true) {
        Optional<Stored> before = madeBy(problem, model.run(), model.after());
        if (before.isPresent()) {
          return before.get();
        }
        int version = next(problem);
        ModelPackage written = draft.store(version);
        model.check();
        if (draft.claim(path(problem, version))) {
          return new Stored(
              written.manifest(), written.manifestDigest(), path(problem, version), null);
        }
      }
    } finally {
      Draft.delete(local);
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
