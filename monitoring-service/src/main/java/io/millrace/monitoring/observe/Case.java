package io.millrace.monitoring.observe;

import io.millrace.monitoring.judge.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event: what is true of it, and what each version said about it. Either may come first.
 *
 * @param truth the latest one, in its written form; null until it is known
 * @param compared what a challenger said beside the champion; empty where there was none
 */
public record Case(@Nullable String truth, List<Answer> answers, List<Pair> compared) {

  static final Case NEW = new Case(null, List.of(), List.of());

  public Case {
    answers = List.copyOf(answers);
    // null in what an earlier Millrace has written
    compared = compared == null ? List.of() : List.copyOf(compared);
  }

  Optional<Answer> by(int version) {
    return answers.stream().filter(answer -> answer.version() == version).findFirst();
  }

  Case withTruth(String latest) {
    return new Case(latest, answers, compared);
  }

  /** With this answer in place of an earlier one by the same version. */
  Case with(Answer answer) {
    List<Answer> all = new ArrayList<>(answers);
    all.removeIf(other -> other.version() == answer.version());
    all.add(answer);
    return new Case(truth, all, compared);
  }

  Case comparing(List<Pair> pairs) {
    return new Case(truth, answers, pairs);
  }
}
