package io.millrace.monitoring.judge;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Notes that last as long as a test. */
final class NotesInMemory implements Notes {

  private final Map<Integer, Trial> trials = new TreeMap<>();
  private final Map<Integer, Verdict> verdicts = new TreeMap<>();
  private final TreeMap<Integer, Made> decisions = new TreeMap<>();
  private final Map<Integer, Map<Long, Labelled>> pairs = new HashMap<>();
  private Rollouts rollouts = Rollouts.NONE;
  Instant began = Instant.EPOCH;

  @Override
  public Rollouts rollouts() {
    return rollouts;
  }

  @Override
  public void keep(Rollouts latest) {
    rollouts = latest;
  }

  @Override
  public Optional<Trial> trial(int challenger) {
    return Optional.ofNullable(trials.get(challenger));
  }

  @Override
  public List<Trial> trials() {
    return List.copyOf(trials.values());
  }

  @Override
  public void keep(Trial trial) {
    trials.put(trial.challenger(), trial);
  }

  @Override
  public void forgetTrial(int challenger) {
    trials.remove(challenger);
    verdicts.remove(challenger);
    pairs.remove(challenger);
  }

  @Override
  public void keepLabelled(int challenger, long place, Labelled pair) {
    pairs.computeIfAbsent(challenger, _ -> new HashMap<>()).put(place, pair);
  }

  @Override
  public void forgetLabelled(int challenger, long place) {
    pairs.getOrDefault(challenger, new HashMap<>()).remove(place);
  }

  @Override
  public List<Labelled> labelled(int challenger, long from, long to) {
    return LongStream.range(Math.max(0, from), to)
        .mapToObj(pairs.getOrDefault(challenger, Map.of())::get)
        .toList();
  }

  int pairsKept() {
    return pairs.values().stream().mapToInt(Map::size).sum();
  }

  @Override
  public void keep(Verdict verdict) {
    verdicts.put(verdict.challenger(), verdict);
  }

  @Override
  public Optional<Verdict> verdict(int challenger) {
    return Optional.ofNullable(verdicts.get(challenger));
  }

  @Override
  public List<Verdict> verdicts() {
    return List.copyOf(verdicts.values());
  }

  @Override
  public void keep(Made decision) {
    decisions.put(decision.number(), decision);
  }

  @Override
  public void forgetDecision(int number) {
    decisions.remove(number);
  }

  @Override
  public List<Made> decisions() {
    return List.copyOf(decisions.descendingMap().values());
  }

  @Override
  public Instant began() {
    return began;
  }
}
