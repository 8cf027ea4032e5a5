package io.millrace.ingestion;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What can be set; {@code ingestion-service.yaml} says what each is for.
 *
 * @param maxBody of a request, as it comes
 * @param maxUnpacked of a request, after decompression
 * @param maxRows of a request
 * @param maxText characters of one category, key or class
 * @param maxProblemFile of a problem file
 * @param inFlight unpacked bodies of all requests that are being answered
 * @param sendTimeout for the log to acknowledge a request's rows
 */
@ConfigurationProperties("millrace.ingestion")
record IngestionSettings(
    @DefaultValue("8MB") DataSize maxBody,
    @DefaultValue("16MB") DataSize maxUnpacked,
    @DefaultValue("50000") int maxRows,
    @DefaultValue("1024") int maxText,
    @DefaultValue("256KB") DataSize maxProblemFile,
    @DefaultValue("48MB") DataSize inFlight,
    @DefaultValue("10s") Duration sendTimeout,
    @DefaultValue Land land) {

  private static final DataSize MAX_ARRAY = DataSize.ofMegabytes(1024);

  IngestionSettings {
    require("max-body", isWithin(maxBody), maxBody, "1B to 1024MB");
    require("max-unpacked", isWithin(maxUnpacked), maxUnpacked, "1B to 1024MB");
    require("max-rows", maxRows >= 1, maxRows, "1 or more");
    require("max-text", maxText >= 1, maxText, "1 or more");
    require("max-problem-file", isWithin(maxProblemFile), maxProblemFile, "1B to 1024MB");
    require(
        "in-flight",
        inFlight.compareTo(maxUnpacked) >= 0,
        inFlight,
        "at least max-unpacked (" + maxUnpacked + ")");
    require("send-timeout", isPositive(sendTimeout), sendTimeout, "more than 0s");
  }

  /**
   * When a landing file closes: at the first of these.
   *
   * @param maxBytes of all open files together, in memory
   * @param workDir where files are made before they go to the store; empty for one below the
   *     system's folder for temporary files
   */
  record Land(
      @DefaultValue("2000") int maxRows,
      @DefaultValue("2s") Duration maxAge,
      @DefaultValue("64MB") DataSize maxBytes,
      @DefaultValue("") String workDir) {

    Land {
      require("land.max-rows", maxRows >= 1, maxRows, "1 or more");
      require("land.max-age", isPositive(maxAge), maxAge, "more than 0s");
      require("land.max-bytes", isWithin(maxBytes), maxBytes, "1B to 1024MB");
    }

    Path workFolder() {
      return workDir.isBlank()
          ? Path.of(
              System.getProperty("java.io.tmpdir"),
              "millrace-landing-" + System.getProperty("user.name"))
          : Path.of(workDir);
    }
  }

  private static boolean isWithin(DataSize size) {
    return size.toBytes() >= 1 && size.compareTo(MAX_ARRAY) <= 0;
  }

  private static boolean isPositive(Duration duration) {
    return duration.toMillis() > 0;
  }

  private static void require(String key, boolean fulfilled, Object found, String allowed) {
    if (!fulfilled) {
      throw new IllegalArgumentException(
          "millrace.ingestion.%s: found %s; allowed: %s".formatted(key, found, allowed));
    }
  }
}
