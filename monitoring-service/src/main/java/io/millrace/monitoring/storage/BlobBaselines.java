package io.millrace.monitoring.storage;

import io.millrace.monitoring.observe.Baselines;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.MillraceJson;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Reads baselines from model packages, and keeps the latest used. */
@Component
class BlobBaselines implements Baselines {

  private static final Logger LOG = LoggerFactory.getLogger(BlobBaselines.class);
  private static final int KEPT = 32;

  private final BlobStore blobs;
  private final Map<String, Baseline> cache =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Baseline> eldest) {
          return size() > KEPT;
        }
      };

  BlobBaselines(BlobStore blobs) {
    this.blobs = blobs;
  }

  @Override
  public synchronized Found find(ProblemName problem, int version) {
    String path = "problems/%s/models/%d/baseline.json".formatted(problem, version);
    Baseline cached = cache.get(path);
    if (cached != null) {
      return new Found.Here(cached);
    }
    Found found = read(path);
    if (found instanceof Found.Here(var baseline)) {
      cache.put(path, baseline);
    }
    return found;
  }

  private Found read(String path) {
    try {
      Optional<byte[]> json = blobs.read(path);
      if (json.isEmpty()) {
        return new Found.Absent("the blob store has no " + path);
      }
      return parse(path, json.get());
    } catch (UncheckedIOException e) {
      LOG.warn("{} cannot be fetched", path, e);
      return new Found.Absent("%s cannot be fetched".formatted(path));
    }
  }

  private static Found parse(String path, byte[] json) {
    try {
      Baseline baseline = MillraceJson.mapper().readValue(json, Baseline.class);
      return baseline == null ? new Found.Absent(path + " is empty") : new Found.Here(baseline);
    } catch (JacksonException e) {
      LOG.warn("{} cannot be read", path, e);
      return new Found.Absent("%s cannot be read (%s)".formatted(path, e.getOriginalMessage()));
    }
  }
}
