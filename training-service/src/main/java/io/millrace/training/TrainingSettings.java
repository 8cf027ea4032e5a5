package io.millrace.training;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this service can be told.
 *
 * @param workDir for fetched files, spilled rows and drafts; may be emptied while the service is
 *     down
 * @param threads how many problems train at a time, each on one core; 0 for half of the cores
 * @param memory of DuckDB for each run: {@code 512MB}
 * @param mostRows the latest rows that a run uses
 */
@ConfigurationProperties("millrace.training")
public record TrainingSettings(
    @Nullable Path workDir,
    @DefaultValue("0") int threads,
    @DefaultValue("512MB") String memory,
    @DefaultValue("1000000") int mostRows) {

  public TrainingSettings {
    require(workDir != null, "work-dir", workDir, "the path of a folder");
    require(threads >= 0 && threads <= 64, "threads", threads, "0 to 64");
    require(memory.matches("[1-9][0-9]*(MB|GB)"), "memory", memory, "a size such as 512MB or 2GB");
    require(mostRows >= 1000 && mostRows <= 20_000_000, "most-rows", mostRows, "1000 to 20000000");
  }

  private static void require(boolean fits, String key, @Nullable Object found, String allowed) {
    if (!fits) {
      throw new IllegalArgumentException(
          "millrace.training.%s: found %s; allowed: %s"
              .formatted(key, found == null ? "nothing" : found, allowed));
    }
  }

  int runsAtATime() {
    return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  Path folder() {
    return java.util.Objects.requireNonNull(workDir);
  }
}
