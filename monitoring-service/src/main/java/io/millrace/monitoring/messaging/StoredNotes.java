package io.millrace.monitoring.messaging;

import io.millrace.monitoring.judge.Labelled;
import io.millrace.monitoring.judge.Made;
import io.millrace.monitoring.judge.Notes;
import io.millrace.monitoring.judge.Rollouts;
import io.millrace.monitoring.judge.Trial;
import io.millrace.monitoring.judge.Verdict;
import java.util.List;
import java.util.Optional;

/** One problem's rollouts in the state store. */
final class StoredNotes extends StoredRecall implements Notes {

  private final StoredMemory stored;

  StoredNotes(StoredMemory stored) {
    super(stored);
    this.stored = stored;
  }

  @Override
  public void keep(Rollouts rollouts) {
    stored.putLast(stored.keys.rollouts(), rollouts);
  }

  @Override
  public void keep(Trial trial) {
    stored.putLast(stored.keys.trial(trial.challenger()), trial);
  }

  @Override
  public void forgetTrial(int challenger) {
    stored.delete(stored.keys.trial(challenger));
    stored.delete(stored.keys.verdict(challenger));
    stored.deleteAll(stored.keys.allCompared(challenger));
  }

  @Override
  public void keepLabelled(int challenger, long place, Labelled pair) {
    stored.put(stored.keys.compared(challenger, place), pair);
  }

  @Override
  public void forgetLabelled(int challenger, long place) {
    if (place >= 0) {
      stored.delete(stored.keys.compared(challenger, place));
    }
  }

  @Override
  public List<Labelled> labelled(int challenger, long from, long to) {
    return to <= from
        ? List.of()
        : stored.range(
            stored.keys.compared(challenger, Math.max(0, from)),
            stored.keys.compared(challenger, to - 1),
            Labelled.class);
  }

  @Override
  public void keep(Verdict verdict) {
    stored.put(stored.keys.verdict(verdict.challenger()), verdict);
  }

  @Override
  public Optional<Verdict> verdict(int challenger) {
    return stored.get(stored.keys.verdict(challenger), Verdict.class);
  }

  @Override
  public List<Verdict> verdicts() {
    return stored.all(stored.keys.verdicts(), Verdict.class);
  }

  @Override
  public void keep(Made decision) {
    stored.put(stored.keys.decision(decision.number()), decision);
  }

  @Override
  public void forgetDecision(int number) {
    if (number > 0) {
      stored.delete(stored.keys.decision(number));
    }
  }
}
