package io.millrace.monitoring.storage;

import io.millrace.monitoring.observe.Baselines.Found;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageJson;
import io.millrace.scoring.model.PackageLocation;
import io.millrace.starter.blob.BlobStore;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads the baseline of a model package: where its manifest says, and only the one it means. */
@Component
class BaselineReader {

  private static final Logger LOG = LoggerFactory.getLogger(BaselineReader.class);

  private final BlobStore blobs;

  BaselineReader(BlobStore blobs) {
    this.blobs = blobs;
  }

  Found read(ProblemName problem, int version) {
    String folder = "problems/%s/models/%d".formatted(problem, version);
    String path = folder + "/" + ModelPackage.MANIFEST;
    try {
      Optional<byte[]> manifest = blobs.read(path);
      return manifest.isEmpty()
          ? new Found.Absent("the blob store has no " + path)
          : baseline(PackageJson.read(manifest.get(), Manifest.class), folder);
    } catch (UncheckedIOException e) {
      LOG.warn("{} cannot be fetched", folder, e);
      return new Found.Unreachable("the blob store does not answer");
    } catch (RuntimeException e) {
      LOG.warn("{} has no baseline to compare with", folder, e);
      return new Found.Absent("%s is no sound package (%s)".formatted(folder, e.getMessage()));
    }
  }

  private Found baseline(Manifest manifest, String folder) {
    String path = PackageLocation.of(manifest, folder).path(ModelPackage.BASELINE);
    Optional<byte[]> json = blobs.read(path);
    if (json.isEmpty()) {
      return new Found.Absent("the blob store has no " + path);
    }
    String digest = Digest.of(json.get());
    String expected = manifest.digests().get(ModelPackage.BASELINE);
    if (!digest.equals(expected)) {
      return new Found.Absent(
          "%s is not the one of its package: found %s; allowed: %s"
              .formatted(path, digest, expected));
    }
    return new Found.Here(sound(PackageJson.read(json.get(), Baseline.class)));
  }

  private static Baseline sound(Baseline baseline) {
    Stream.concat(baseline.features().values().stream(), Stream.of(baseline.output()))
        .forEach(
            column -> {
              if (column instanceof FeatureBaseline.Numbers numbers) {
                numbers.sketch();
              }
            });
    return baseline;
  }
}
