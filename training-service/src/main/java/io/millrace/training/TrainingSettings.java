package io.millrace.training;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.training.run.Capacity;
import io.millrace.training.run.Pace;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What this service can be told.
 *
 * @param workDir for fetched files, spilled rows and drafts; each instance has a folder of its own
 *     in it, which is emptied when it starts
 * @param cache how much of fetched files stays that no run uses
 * @param compute {@code process}: each run in one of its own; or {@code in-process}
 * @param threads how many problems train at a time; 0 for half of the cores
 * @param cores that all runs have together; 0 for half of the machine's
 * @param memory that all runs have together; 0 for half of the machine's
 * @param longest how long the computing of a run may take
 * @param mostRows the latest rows that a run uses
 * @param instance this instance's name in runs and logs; the machine's, if it is not given
 * @param lease how long a run is left to an instance that gives no sign of life
 * @param lookEvery how often each problem is looked at, whatever is heard of it
 * @param attempts how many attempts a run gets before it is set aside
 * @param largestImport of a model that is brought from elsewhere, as it is sent
 */
@ConfigurationProperties("millrace.training")
public record TrainingSettings(
    @Nullable Path workDir,
    @DefaultValue("2GB") DataSize cache,
    @DefaultValue("process") String compute,
    @DefaultValue("0") int threads,
    @DefaultValue("0") int cores,
    @DefaultValue("0") DataSize memory,
    @DefaultValue("12h") Duration longest,
    @DefaultValue("1000000") int mostRows,
    @Nullable String instance,
    @DefaultValue("20s") Duration lease,
    @DefaultValue("10s") Duration lookEvery,
    @DefaultValue("3") int attempts,
    @DefaultValue("256MB") DataSize largestImport) {

  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final DataSize LEAST_MEMORY = DataSize.ofMegabytes(512);
  private static final String PROCESS = "process";
  private static final List<String> COMPUTES = List.of(PROCESS, "in-process");

  public TrainingSettings {
    require(workDir != null, "work-dir", workDir, "the path of a folder");
    require(!cache.isNegative(), "cache", cache, "a size such as 2GB, or 0");
    require(threads >= 0 && threads <= 64, "threads", threads, "0 to 64");
    require(cores >= 0 && cores <= 256, "cores", cores, "0 to 256");
    require(COMPUTES.contains(compute), "compute", compute, String.join(", ", COMPUTES));
    require(
        memory.toBytes() == 0 || memory.toBytes() >= LEAST_MEMORY.toBytes(),
        "memory",
        memory,
        "a size from 512MB, such as 8GB, or 0");
    require(longest.compareTo(SHORTEST) >= 0, "longest", longest, "500ms or more, such as 12h");
    require(mostRows >= 1000 && mostRows <= 20_000_000, "most-rows", mostRows, "1000 to 20000000");
    require(
        instance == null || instance.matches("[A-Za-z0-9._-]{1,100}"),
        "instance",
        instance,
        "1 to 100 letters, digits, '.', '_' and '-'");
    require(isBetween(lease), "lease", lease, "500ms to 10m");
    require(isBetween(lookEvery), "look-every", lookEvery, "500ms to 10m");
    require(attempts >= 1 && attempts <= 20, "attempts", attempts, "1 to 20");
    require(
        largestImport.toBytes() >= 1 && largestImport.compareTo(DataSize.ofMegabytes(512)) <= 0,
        "largest-import",
        largestImport,
        "1B to 512MB");
  }

  private static boolean isBetween(Duration time) {
    return time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0;
  }

  private static void require(boolean fits, String key, @Nullable Object found, String allowed) {
    if (!fits) {
      throw new IllegalArgumentException(
          "millrace.training.%s: found %s; allowed: %s"
              .formatted(key, found == null ? "nothing" : found, allowed));
    }
  }

  int runsAtATime() {
    return threads > 0 ? threads : halfOfTheCores();
  }

  /** What all runs have together. */
  Capacity capacity() {
    return new Capacity(
        cores > 0 ? cores : halfOfTheCores(),
        Math.max(
            LEAST_MEMORY.toBytes(), memory.toBytes() > 0 ? memory.toBytes() : halfOfTheMemory()),
        runsAtATime());
  }

  boolean computesInProcesses() {
    return compute.equals(PROCESS);
  }

  /** A container's, where this is in one. */
  private static long halfOfTheMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize() / 2
        : 0;
  }

  private static int halfOfTheCores() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  Path folder() {
    return Objects.requireNonNull(workDir);
  }

  /** Each start is an owner of its own: what the one before held, it no longer does. */
  Pace pace() {
    String name = instance == null ? machine() : instance;
    String owner = name + "-" + UUID.randomUUID().toString().substring(0, 8);
    return new Pace(owner, lease, lookEvery, AGAIN, attempts);
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "training-service";
    }
  }
}
