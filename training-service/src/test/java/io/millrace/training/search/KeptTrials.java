package io.millrace.training.search;

import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Trials in memory. */
public final class KeptTrials implements TrialLog {

  private final NavigableMap<Integer, Trial> trials = new ConcurrentSkipListMap<>();
  private final NavigableMap<Integer, float[]> answers = new ConcurrentSkipListMap<>();
  private final AtomicInteger kept = new AtomicInteger();

  @Override
  public List<Trial> ended() {
    return List.copyOf(trials.values());
  }

  @Override
  public float[] answers(int trial) {
    return answers.getOrDefault(trial, new float[0]);
  }

  @Override
  public void keep(Trial trial, float[] found) {
    answers.putIfAbsent(trial.number(), found);
    trials.putIfAbsent(trial.number(), trial);
    kept.incrementAndGet();
  }

  public void forget(int trial) {
    trials.remove(trial);
    answers.remove(trial);
  }

  /** How many were kept so far. */
  public int kept() {
    return kept.get();
  }
}
