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
 * @param maxRow bytes of one row; what is refused is kept whole up to 64 KiB
 * @param maxColumns fields of one row
 * @param maxDepth of what is nested in a field
 * @param maxDigits characters of one number
 * @param maxText characters of one category, key or class
 * @param maxProblemFile of a problem file
 * @param inFlight memory for all requests that are being answered
 * @param bodyTimeout for a sender to send a body, and to take the answer
 * @param sendTimeout for the log to acknowledge a request's rows
 */
@ConfigurationProperties("millrace.ingestion")
record IngestionSettings(
    @DefaultValue("8MB") DataSize maxBody,
    @DefaultValue("16MB") DataSize maxUnpacked,
    @DefaultValue("50000") int maxRows,
    @DefaultValue("64KB") DataSize maxRow,
    @DefaultValue("5000") int maxColumns,
    @DefaultValue("32") int maxDepth,
    @DefaultValue("400") int maxDigits,
    @DefaultValue("1024") int maxText,
    @DefaultValue("256KB") DataSize maxProblemFile,
    @DefaultValue("96MB") DataSize inFlight,
    @DefaultValue("30s") Duration bodyTimeout,
    @DefaultValue("9s") Duration sendTimeout,
    @DefaultValue Land land) {

  private static final DataSize MAX_ARRAY = DataSize.ofMegabytes(1024);
  private static final DataSize MAX_KEPT = DataSize.ofKilobytes(64);
  private static final int LONGEST_TEXT = 10_000;
  private static final Duration LONGEST_SEND = Duration.ofMinutes(1);

  IngestionSettings {
    require("max-body", isWithin(maxBody), maxBody, "1B to 1024MB");
    require("max-unpacked", isWithin(maxUnpacked), maxUnpacked, "1B to 1024MB");
    require("max-rows", maxRows >= 1, maxRows, "1 or more");
    require(
        "max-row",
        isWithin(maxRow) && maxRow.compareTo(MAX_KEPT) <= 0,
        maxRow,
        "1B to 64KB, up to which what is refused is kept");
    require("max-columns", maxColumns >= 1, maxColumns, "1 or more");
    require("max-depth", maxDepth >= 1 && maxDepth <= 1000, maxDepth, "1 to 1000");
    require("max-digits", maxDigits >= 1 && maxDigits <= 1000, maxDigits, "1 to 1000");
    require(
        "max-text",
        maxText >= 1 && maxText <= LONGEST_TEXT,
        maxText,
        "1 to %d, which is the longest name that a model package may have".formatted(LONGEST_TEXT));
    require("max-problem-file", isWithin(maxProblemFile), maxProblemFile, "1B to 1024MB");
    require(
        "in-flight",
        inFlight.compareTo(maxUnpacked) >= 0,
        inFlight,
        "at least max-unpacked (" + maxUnpacked + ")");
    require("body-timeout", isPositive(bodyTimeout), bodyTimeout, "more than 0s");
    require(
        "send-timeout",
        isPositive(sendTimeout) && sendTimeout.compareTo(LONGEST_SEND) <= 0,
        sendTimeout,
        "more than 0s, at most 1m");
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
