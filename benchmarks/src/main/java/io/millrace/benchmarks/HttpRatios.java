package io.millrace.benchmarks;

import io.millrace.benchmarks.Load.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One row a request: over an empty endpoint of the same server, and over the peer. */
final class HttpRatios {

  private static final Duration START = Duration.ofSeconds(120);

  private final Site site;
  private final Effort effort;
  private final Path peer;

  HttpRatios(Site site, Effort effort, Path peer) {
    this.site = site;
    this.effort = effort;
    this.peer = peer;
  }

  List<Ratio> measure() throws IOException {
    String row = Network.usual().row(1);
    Load predict = Load.post(site.port(), "/v1/problems/%s/predict".formatted(Site.PROBLEM), row);
    Load empty = Load.get(site.port(), "/v2/health/live");
    Optional<Replica> other = startPeer();
    Optional<Load> peerLoad = other.map(it -> Load.post(it.port(), "/predict", row));
    try {
      List<Load> loads = new ArrayList<>(List.of(empty, predict));
      peerLoad.ifPresent(loads::add);
      loads.forEach(load -> load.run(effort.warmUp()));
      return ratios(rounds(loads));
    } finally {
      other.ifPresent(Replica::close);
    }
  }

  private List<List<Outcome>> rounds(List<Load> loads) {
    List<List<Outcome>> rounds = new ArrayList<>();
    for (int round = 0; round < effort.rounds(); round++) {
      rounds.add(loads.stream().map(load -> load.run(effort.time())).toList());
      Ratios.say(
          "http, requests/s: "
              + rounds.getLast().stream().map(it -> Math.round(it.perSecond())).toList());
    }
    return rounds;
  }

  private static List<Ratio> ratios(List<List<Outcome>> rounds) {
    List<Ratio> ratios = new ArrayList<>();
    String failed =
        "failed: " + rounds.stream().flatMap(List::stream).mapToLong(Outcome::failed).sum();
    ratios.add(
        Ratio.atLeast(
            "HTTP, 1 row: requests/s over an empty endpoint's",
            rounds.stream().map(it -> it.get(1).perSecond() / it.get(0).perSecond()).toList(),
            0.5,
            "%.0f over %.0f requests/s; p99 %.0f us; %s"
                .formatted(
                    median(rounds, 1),
                    median(rounds, 0),
                    Ratio.median(rounds.stream().map(it -> it.get(1).p99Micros()).toList()),
                    failed)));
    if (rounds.getFirst().size() > 2) {
      ratios.add(
          Ratio.atLeast(
              "HTTP, 1 row: requests/s over FastAPI and PyTorch's",
              rounds.stream().map(it -> it.get(1).perSecond() / it.get(2).perSecond()).toList(),
              5,
              "%.0f over %.0f requests/s".formatted(median(rounds, 1), median(rounds, 2))));
    }
    return ratios;
  }

  private static double median(List<List<Outcome>> rounds, int load) {
    return Ratio.median(rounds.stream().map(it -> it.get(load).perSecond()).toList());
  }

  private Optional<Replica> startPeer() throws IOException {
    Path log = Files.createTempFile("millrace-peer", ".log");
    Replica started = Replica.peer(peer, log);
    try {
      started.awaitAnswer("GET", "/openapi.json", 200, START);
      return Optional.of(started);
    } catch (IllegalStateException e) {
      started.close();
      Ratios.say("No peer: %s says why.".formatted(log));
      return Optional.empty();
    }
  }
}
