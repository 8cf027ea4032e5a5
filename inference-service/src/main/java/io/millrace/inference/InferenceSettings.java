package io.millrace.inference;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.scoring.model.ScoringQueue;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param cache local folder for model packages
 * @param memory that loaded models may take together; 0 for a third of what the heap leaves of the
 *     machine's or the container's
 * @param instance different for each replica, and the same when one starts again
 * @param maxRows of a predict request
 * @param maxBody of a predict request
 * @param inFlight of predict requests at a time, their bodies counted together
 * @param patience with the sender of a predict request's body
 * @param batch how many events are scored in a call at most
 * @param concurrency how many threads read a problem's events
 * @param unpublished how many predictions made over HTTP may wait to be published
 * @param retryPause before a package is asked for again of a store that did not answer; doubles
 *     with each try
 * @param scoring of requests: how they share native calls
 * @param grpc the Open Inference Protocol over gRPC
 * @param follow who is told predictions as they are made
 */
@ConfigurationProperties("millrace.inference")
public record InferenceSettings(
    Path cache,
    @DefaultValue("0B") DataSize memory,
    @DefaultValue("local") String instance,
    @DefaultValue("1000") int maxRows,
    @DefaultValue("4MB") DataSize maxBody,
    @DefaultValue("32MB") DataSize inFlight,
    @DefaultValue("20s") Duration patience,
    @DefaultValue("1000") int batch,
    @DefaultValue("1") int concurrency,
    @DefaultValue("10000") int unpublished,
    @DefaultValue("1s") Duration retryPause,
    @DefaultValue Scoring scoring,
    @DefaultValue Grpc grpc,
    @DefaultValue Follow follow) {

  /**
   * @param scorers native calls of a model at a time; 0 for half the processors
   * @param maxBatch rows of several requests in one native call
   * @param maxDelay for which a batch is held open while there is more than one caller; 0 for never
   * @param maxWaiting rows of a model that wait to be scored
   * @param patience after which a request that still waits is refused
   */
  public record Scoring(
      @DefaultValue("0") int scorers,
      @DefaultValue("64") int maxBatch,
      @DefaultValue("0") Duration maxDelay,
      @DefaultValue("10000") int maxWaiting,
      @DefaultValue("1s") Duration patience) {
    public Scoring {
      require(scorers >= 0, "scoring.scorers", scorers, "0 or more");
      require(
          maxBatch >= 1 && maxBatch <= ScoringQueue.Limits.LARGEST_BATCH,
          "scoring.max-batch",
          maxBatch,
          "1 to " + ScoringQueue.Limits.LARGEST_BATCH);
      require(!maxDelay.isNegative(), "scoring.max-delay", maxDelay, "a duration, or 0");
      require(maxWaiting >= 1, "scoring.max-waiting", maxWaiting, "1 or more");
      require(patience.isPositive(), "scoring.patience", patience, "a duration above 0");
    }

    ScoringQueue.Limits limits() {
      int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
      return new ScoringQueue.Limits(
          scorers == 0 ? half : scorers, maxBatch, maxDelay, maxWaiting, patience);
    }
  }

  /**
   * @param port 0 for any that is free
   * @param sslBundle of {@code spring.ssl.bundle}, by which calls are encrypted; null for none
   */
  public record Grpc(@DefaultValue("9083") int port, @Nullable String sslBundle) {
    public Grpc {
      require(port >= 0 && port <= 65_535, "grpc.port", port, "0 to 65535");
    }
  }

  /**
   * @param clients at a time
   * @param buffer of what one has yet to be told
   * @param heartbeat after which a client is told that nothing came
   */
  public record Follow(
      @DefaultValue("100") int clients,
      @DefaultValue("4MB") DataSize buffer,
      @DefaultValue("15s") Duration heartbeat) {

    public Follow {
      require(clients >= 0 && clients <= 1000, "follow.clients", clients, "0 to 1000");
      require(
          buffer.toBytes() >= 1 && buffer.compareTo(DataSize.ofMegabytes(64)) <= 0,
          "follow.buffer",
          buffer,
          "1B to 64MB");
      require(heartbeat.isPositive(), "follow.heartbeat", heartbeat, "a duration above 0");
    }
  }

  private static final long LEAST_MEMORY = 64L << 20;
  private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(256);
  private static final DataSize MOST_IN_FLIGHT = DataSize.ofGigabytes(1);

  public InferenceSettings {
    require(!instance.isBlank(), "instance", "\"" + instance + "\"", "a name");
    require(!memory.isNegative(), "memory", memory, "0B or more");
    require(maxRows >= 1, "max-rows", maxRows, "1 or more");
    require(
        maxBody.toBytes() >= 1 && maxBody.compareTo(LARGEST_BODY) <= 0,
        "max-body",
        maxBody,
        "1B to 256MB");
    require(
        inFlight.compareTo(maxBody) >= 0 && inFlight.compareTo(MOST_IN_FLIGHT) <= 0,
        "in-flight",
        inFlight,
        "max-body to 1GB");
    require(patience.isPositive(), "patience", patience, "a duration above 0");
    require(batch >= 1, "batch", batch, "1 or more");
    require(concurrency >= 1, "concurrency", concurrency, "1 or more");
    require(unpublished >= 1, "unpublished", unpublished, "1 or more");
    require(retryPause.isPositive(), "retry-pause", retryPause, "a duration above 0");
  }

  /** In bytes. */
  long memoryBound() {
    return memory.toBytes() > 0 ? memory.toBytes() : Math.max(LEAST_MEMORY, besideHeap() / 3);
  }

  private static long besideHeap() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize() - Runtime.getRuntime().maxMemory()
        : 0;
  }

  private static void require(boolean holds, String key, Object found, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "millrace.inference.%s: found %s; allowed: %s".formatted(key, found, allowed));
    }
  }
}
