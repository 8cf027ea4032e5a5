package io.millrace.monitoring.judge;

import java.util.List;
import java.util.Optional;

/** What is remembered of one problem's rollouts. It outlives the process. */
public interface Notes extends Recall {

  void keep(Rollouts rollouts);

  void keep(Trial trial);

  /** Its pairs and its verdict are forgotten with it. */
  void forgetTrial(int challenger);

  void keepLabelled(int challenger, long place, Labelled pair);

  void forgetLabelled(int challenger, long place);

  /** A trial's labelled pairs numbered {@code from} to before {@code to}, in order. */
  List<Labelled> labelled(int challenger, long from, long to);

  void keep(Verdict verdict);

  /** That is not in force yet. */
  Optional<Verdict> verdict(int challenger);

  /** Those that are not in force yet, by version. */
  List<Verdict> verdicts();

  void keep(Made decision);

  void forgetDecision(int number);
}
