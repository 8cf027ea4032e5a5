package io.millrace.monitoring.messaging;

import io.millrace.monitoring.judge.Pair;
import io.millrace.monitoring.observe.Answer;
import io.millrace.monitoring.observe.Case;
import io.millrace.starter.messaging.MillraceJson;
import java.util.ArrayList;
import java.util.List;

/** What is remembered of an event, in few bytes: it is written with each, and read with each. */
final class PackedCase {

  private static final int FORMAT = 1;

  private PackedCase() {}

  static byte[] write(Case state) {
    Packer out = new Packer().number(FORMAT).text(state.truth()).number(state.answers().size());
    for (Answer answer : state.answers()) {
      out.number(answer.version()).time(answer.eventTime()).text(answer.label());
      PackedPrediction.write(answer.probabilities(), out);
      PackedPrediction.write(answer.value(), out);
      out.number(answer.place());
      PackedPrediction.write((Object) answer.sent(), out);
    }
    out.json(state.compared().isEmpty() ? null : state.compared());
    return out.bytes();
  }

  /** Also what an earlier Millrace has written. */
  static Case read(byte[] bytes) {
    if (Unpacker.isJson(bytes)) {
      return MillraceJson.mapper().readValue(bytes, Case.class);
    }
    Unpacker in = new Unpacker(bytes, FORMAT);
    String truth = in.textOrNone();
    List<Answer> answers = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      answers.add(
          new Answer(
              in.count(),
              in.time(),
              in.textOrNone(),
              PackedPrediction.numbers(in),
              (Double) PackedPrediction.value(in),
              in.number(),
              (Integer) PackedPrediction.value(in)));
    }
    Pair[] compared = in.json(Pair[].class);
    return new Case(truth, answers, compared == null ? List.of() : List.of(compared));
  }
}
