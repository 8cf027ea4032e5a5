package io.millrace.ingestion.land;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assets in the store, numbered without a gap by conditional create. The newest is found with a
 * few reads, however many there are: from a version that is known, or that {@code assets/head}
 * gives as a hint, by strides that double until one is too far, and then by halves.
 */
public final class Assets {

  private static final Logger LOG = LoggerFactory.getLogger(Assets.class);
  private static final Pattern HEAD = Pattern.compile("\\s*\\{\\s*\"version\"\\s*:\\s*(\\d{1,18})");

  /** The hint is this far behind at the most, if all goes well. */
  private static final int STRIDE = 8;

  private final BlobStore blobs;
  private final AssetCodec codec;

  public Assets(BlobStore blobs, AssetCodec codec) {
    this.blobs = blobs;
    this.codec = codec;
  }

  /** The newest; empty where nothing has landed. */
  public Optional<Asset> latest(ProblemName problem) {
    Optional<Asset> hinted = read(problem, hint(problem));
    Asset latest = latestAfter(hinted.orElseGet(() -> Asset.none(problem)));
    return latest.version() == 0 ? Optional.empty() : Optional.of(latest);
  }

  /** The newest, looked for from an earlier one on. */
  Asset latestAfter(Asset known) {
    Asset latest = known;
    long stride = 1;
    Optional<Asset> next = read(known.problem(), known.version() + stride);
    while (next.isPresent()) {
      latest = next.get();
      stride *= 2;
      next = read(known.problem(), latest.version() + stride);
    }
    return between(latest, latest.version() + stride);
  }

  /** The newest of those that lie between one that is there and a version that is not. */
  private Asset between(Asset there, long missing) {
    Asset latest = there;
    long end = missing;
    while (end - latest.version() > 1) {
      long middle = latest.version() + (end - latest.version()) / 2;
      Optional<Asset> found = read(there.problem(), middle);
      if (found.isPresent()) {
        latest = found.get();
      } else {
        end = middle;
      }
    }
    return latest;
  }

  /** The newest, with a look at each after the one that is known. */
  Asset follow(Asset known, Consumer<Asset> each) {
    Asset latest = known;
    Optional<Asset> next = read(known.problem(), known.version() + 1);
    while (next.isPresent()) {
      latest = next.get();
      each.accept(latest);
      next = read(latest.problem(), latest.version() + 1);
    }
    return latest;
  }

  /** Whether this call made it the asset of its version. */
  boolean create(Asset asset) {
    boolean created = blobs.create(path(asset.problem(), asset.version()), codec.write(asset));
    if (created && asset.version() % STRIDE == 0) {
      point(asset);
    }
    return created;
  }

  /** It is a hint: without it the newest is found too, and a landing does not fail for it. */
  private void point(Asset asset) {
    try {
      byte[] content = "{\"version\":%d}".formatted(asset.version()).getBytes(UTF_8);
      String path = head(asset.problem());
      Optional<BlobStore.Tagged> before = blobs.readTagged(path);
      if (before.isEmpty()) {
        blobs.create(path, content);
      } else if (version(before.get().content()) < asset.version()) {
        blobs.replace(path, before.get().tag(), content);
      }
    } catch (UncheckedIOException e) {
      LOG.debug("The head of the assets of {} stays behind", asset.problem(), e);
    }
  }

  private long hint(ProblemName problem) {
    return blobs.read(head(problem)).map(Assets::version).orElse(0L);
  }

  private static long version(byte[] head) {
    Matcher matcher = HEAD.matcher(new String(head, UTF_8));
    return matcher.lookingAt() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private Optional<Asset> read(ProblemName problem, long version) {
    return version < 1 ? Optional.empty() : blobs.read(path(problem, version)).map(codec::read);
  }

  private static String head(ProblemName problem) {
    return "problems/%s/assets/head".formatted(problem);
  }

  private static String path(ProblemName problem, long version) {
    return "problems/%s/assets/%s"
        .formatted(problem, String.format(Locale.ROOT, "%010d.json", version));
  }
}
