package io.millrace.training.process;

import io.millrace.training.run.Follower;
import io.millrace.training.search.Trial;
import io.millrace.training.search.TrialLog;
import io.millrace.training.store.RunRecord.Progress;
import io.millrace.training.store.TrialFolder;
import org.jspecify.annotations.Nullable;

/** Passes on what a training process says. */
final class Conversation {

  private final Supervision supervision;
  private final TrialFolder handed;
  private final TrialLog trials;
  private final Follower follower;
  private final Printed printed;
  private @Nullable String failure;

  /**
   * @param handed where the process leaves its trials
   * @param trials where they are kept
   */
  Conversation(
      Supervision supervision,
      TrialFolder handed,
      TrialLog trials,
      Follower follower,
      Printed printed) {
    this.supervision = supervision;
    this.handed = handed;
    this.trials = trials;
    this.follower = follower;
    this.printed = printed;
  }

  void hear(String line) {
    Event.read(line).ifPresentOrElse(this::pass, () -> printed.add(line));
  }

  private void pass(Event event) {
    Progress progress = event.progress();
    if (progress != null) {
      follower.reached(progress);
    }
    Integer trial = event.trial();
    if (trial != null) {
      Trial ended = handed.find(trial);
      trials.keep(ended, handed.answers(trial));
    }
    Vitals spent = event.spent();
    if (spent != null) {
      supervision.saw(spent);
    }
    String failed = event.failed();
    if (failed != null) {
      failure = failed;
    }
  }

  /** Why the process says that it failed; null where it says nothing. */
  @Nullable String failure() {
    return failure;
  }
}
