package io.millrace.training.forecast;

import io.millrace.training.search.Trial;
import io.millrace.training.search.TrialLog;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Trials in memory. */
class KeptTrials implements TrialLog {

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
    answers.put(trial.number(), found);
    trials.put(trial.number(), trial);
    kept.incrementAndGet();
  }

  void forget(int trial) {
    trials.remove(trial);
    answers.remove(trial);
  }

  /** How many were kept so far. */
  int kept() {
    return kept.get();
  }
}
