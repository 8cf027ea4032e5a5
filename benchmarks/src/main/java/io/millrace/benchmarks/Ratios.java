package io.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Measures what is asked for, everything where nothing is, and prints each ratio. */
public final class Ratios {

  static final int CONNECTIONS = 32;

  private static final Set<String> ALL = Set.of("http", "batch", "stream", "swap", "hotpath");

  private Ratios() {}

  /**
   * @param args of {@code http}, {@code batch}, {@code stream}, {@code swap}, {@code hotpath},
   *     {@code watch}, {@code sizing}, {@code drift}, {@code concept}, {@code callers}, {@code
   *     servers} and {@code jetty}; {@code rounds=N} and {@code seconds=N} of each measurement
   */
  public static void main(String[] args) throws Exception {
    Effort effort = Effort.of(args);
    Set<String> wanted = effort.wanted(ALL);
    List<Ratio> ratios = new ArrayList<>();
    if (wanted.contains("hotpath")) {
      HotPathFigures.print();
    }
    if (wanted.contains("drift")) {
      DriftTable.print();
      AttributionTable.print();
    }
    if (wanted.contains("callers")) {
      new Callers(effort).print();
    }
    if (wanted.contains("servers")) {
      new Servers(effort).print();
    }
    if (wanted.contains("concept")) {
      new ConceptTable().print();
    }
    if (wanted.contains("sizing")) {
      new SizingTable().print();
    }
    if (wanted.contains("watch")) {
      ratios.addAll(new WatchRatio(effort).measure());
    }
    if (wanted.contains("batch")) {
      ratios.add(new BatchRatio(effort).measure());
    }
    if (wanted.stream().anyMatch(Set.of("http", "stream", "swap", "batch")::contains)) {
      served(wanted, effort, ratios);
    }
    say("");
    ratios.forEach(ratio -> say(ratio.line()));
  }

  private static void served(Set<String> wanted, Effort effort, List<Ratio> ratios)
      throws IOException {
    String server = wanted.contains("jetty") ? "jetty" : "tomcat";
    say("Starting a broker and a replica on " + server + ".");
    try (Site site = Site.start(Network.usual(), server)) {
      if (wanted.contains("http")) {
        ratios.addAll(new HttpRatios(site, effort, peer()).measure());
      }
      if (wanted.contains("batch")) {
        ratios.add(new HttpBatchRatio(site, effort).measure());
      }
      if (wanted.contains("swap")) {
        ratios.addAll(new SwapRatio(site, effort).measure());
      }
      if (wanted.contains("stream")) {
        ratios.add(new StreamRatio(site, effort).measure());
      }
    }
  }

  private static Path peer() {
    return Path.of(
        System.getProperty("millrace.benchmarks.peer", "benchmarks/src/main/python/peer.py"));
  }

  static void say(String line) {
    System.out.println(line);
  }
}
