package io.millrace.monitoring.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event: what is true of it, and what each version said about it. Either may come first.
 *
 * @param truth the latest one, in its written form; null until it is known
 */
public record Case(@Nullable String truth, List<Answer> answers) {

  static final Case NEW = new Case(null, List.of());

  public Case {
    answers = List.copyOf(answers);
  }

  Optional<Answer> by(int version) {
    return answers.stream().filter(answer -> answer.version() == version).findFirst();
  }

  Case withTruth(String latest) {
    return new Case(latest, answers);
  }

  /** With this answer in place of an earlier one by the same version. */
  Case with(Answer answer) {
    List<Answer> all = new ArrayList<>(answers);
    all.removeIf(other -> other.version() == answer.version());
    all.add(answer);
    return new Case(truth, all);
  }
}
