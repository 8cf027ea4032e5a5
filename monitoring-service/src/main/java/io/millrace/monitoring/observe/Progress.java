package io.millrace.monitoring.observe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the watch over one problem stands. It is written with every message, so it is small.
 *
 * @param current the version that predicted last; 0 before any did
 * @param versions the latest few, by number
 * @param firstCase the oldest event remembered, by number of arrival
 * @param nextCase the number that the next new event gets
 * @param watermark how far event time has come; null where no window asks for it
 */
public record Progress(
    int current,
    Map<Integer, VersionProgress> versions,
    long firstCase,
    long nextCase,
    @Nullable Watermark watermark) {

  /** A canary, what it replaces, and what may still be answered late. */
  static final int VERSIONS = 4;

  /** Of fewer predictions nothing can be said, nor of a smaller share of labels. */
  private static final int FEW = 20;

  public static final Progress NONE = new Progress(0, Map.of(), 0, 0, null);

  public Progress {
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }

  Progress current(int version) {
    return new Progress(version, versions, firstCase, nextCase, watermark);
  }

  Progress with(int version, VersionProgress progress) {
    Map<Integer, VersionProgress> all = new TreeMap<>(versions);
    all.put(version, progress);
    return new Progress(current, all, firstCase, nextCase, watermark);
  }

  Progress without(int version) {
    Map<Integer, VersionProgress> all = new TreeMap<>(versions);
    all.remove(version);
    return new Progress(current, all, firstCase, nextCase, watermark);
  }

  Progress with(Watermark next) {
    return new Progress(current, versions, firstCase, nextCase, next);
  }

  /**
   * Whether labels come regularly, if late.
   *
   * @param window how many predictions one held, where that alone is known
   */
  boolean isLabelled(int window) {
    long labelled = versions.values().stream().mapToLong(VersionProgress::labelled).sum();
    long predictions =
        versions.values().stream().mapToLong(v -> v.intake(window).predicted()).sum();
    return predictions >= FEW && labelled >= predictions / FEW;
  }

  /** The versions that there is no longer room for: the lowest, but never the current one. */
  List<Integer> surplus() {
    List<Integer> lowest = new ArrayList<>(versions.keySet());
    lowest.remove(Integer.valueOf(current));
    return lowest.subList(0, Math.max(0, versions.size() - VERSIONS));
  }

  Progress cases(long first, long next) {
    return new Progress(current, versions, first, next, watermark);
  }
}
