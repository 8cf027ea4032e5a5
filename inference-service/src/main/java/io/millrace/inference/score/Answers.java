package io.millrace.inference.score;

import java.util.List;

/**
 * The answers to a request, in the order of its rows.
 *
 * @param version that gave all of them
 */
public record Answers(int version, List<Answer> answers) {

  public Answers {
    answers = List.copyOf(answers);
  }
}
