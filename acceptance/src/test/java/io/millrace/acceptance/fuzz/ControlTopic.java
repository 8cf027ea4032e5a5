package io.millrace.acceptance.fuzz;

import io.millrace.message.ControlMessage;
import io.millrace.message.ProblemApplied;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.messaging.MillraceJson;
import java.util.List;
import java.util.Optional;

/** What services tell each other about a problem: one type of it. */
final class ControlTopic implements Boundary {

  private final ControlCodec codec = new ControlCodec(MillraceJson.mapper());
  private final String type;

  ControlTopic(Class<? extends ControlMessage> type) {
    this.type = ControlMessage.typeOf(type);
  }

  @Override
  public String name() {
    return type;
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(Records.golden(type));
  }

  @Override
  public void take(byte[] input) {
    Optional<ControlMessage> read;
    try {
      read = codec.read(type, Attributed.of(input).data());
    } catch (MalformedMessageException refused) {
      Invariant.holds(
          refused.getMessage() != null && !refused.getMessage().isBlank(),
          "a refusal says why",
          refused);
      return;
    }
    judge(read.orElseThrow());
  }

  private void judge(ControlMessage message) {
    Invariant.holds(Topics.ALL.contains(message.topic()), "a message has its topic", message);
    Invariant.holds(!message.key().isBlank(), "a message has its key", message);
    if (message instanceof ProblemApplied applied) {
      ProblemFiles.judge(applied.definition()); // its tree may hold what only a refusal answers
      return;
    }
    Invariant.same(
        message,
        codec.read(type, codec.write(message)).orElseThrow(),
        "a message is written as it was read");
  }
}
