package io.millrace.benchmarks;

import io.millrace.message.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Predictions a second through monitoring over events a second through inference. Each has the
 * machine to itself, with a broker, in turn; what is worked through lies on the topic before it
 * begins.
 */
final class WatchRatio {

  /** Until the compiler is done with either. */
  private static final int WARM_UP = 7;

  private final Network network = Network.usual();
  private final Effort effort;

  WatchRatio(Effort effort) {
    this.effort = effort;
  }

  List<Ratio> measure() throws IOException {
    List<Double> scored = new ArrayList<>();
    List<Double> watched = new ArrayList<>();
    List<Double> labelled = new ArrayList<>();
    for (int round = 0; round < effort.rounds(); round++) {
      scored.add(scored());
      try (Site site = Site.watching(network);
          Backlog backlog = new Backlog(site.bootstrapServers(), network)) {
        watched.add(watched(site, backlog));
        labelled.add(told("with labels", site, backlog, WARM_UP + 1, true));
      }
    }
    return List.of(
        ratio("Watch: predictions/s through monitoring over stream scoring's", watched, scored, 1),
        ratio("Watch: the same with the truth of each", labelled, scored, 0.5));
  }

  private static Ratio ratio(String what, List<Double> ours, List<Double> theirs, double bar) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i) / theirs.get(i));
    }
    return Ratio.atLeast(
        what,
        ratios,
        bar,
        "%.0f predictions/s over %.0f events/s"
            .formatted(Ratio.median(ours), Ratio.median(theirs)));
  }

  private double scored() throws IOException {
    try (Site site = Site.start(network, "tomcat");
        OutputWatch predictions = new OutputWatch(site.bootstrapServers(), Topics.PREDICTIONS)) {
      double rate = 0;
      for (int round = 0; round <= WARM_UP; round++) {
        StreamRatio.score(site, network, predictions, round);
        rate = predictions.perSecond(StreamRatio.EVENTS);
        Ratios.say("stream scoring: %.0f events/s".formatted(rate));
      }
      return rate;
    }
  }

  private double watched(Site site, Backlog backlog) {
    double rate = 0;
    for (int round = 0; round <= WARM_UP; round++) {
      rate = told("monitoring", site, backlog, round, false);
    }
    return rate;
  }

  private static double told(String what, Site site, Backlog backlog, int round, boolean labelled) {
    double rate = backlog.perSecond(round, labelled);
    Ratios.say(
        "%s: %.0f predictions/s; resident %d MiB, state %d MiB"
            .formatted(what, rate, site.replica().residentMebibytes(), mebibytes(site.folder())));
    return rate;
  }

  private static long mebibytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
      return files.mapToLong(file -> file.toFile().length()).sum() >> 20;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
