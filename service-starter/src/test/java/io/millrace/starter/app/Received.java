package io.millrace.starter.app;

import io.millrace.message.ControlMessage;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.web.Correlation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what came, and fails for messages about the problem {@code fails}. */
class Received {

  private final List<One> all = new CopyOnWriteArrayList<>();

  void on(ControlMessage message, EventContext context) {
    all.add(new One(message, context, Correlation.current()));
    if (message.problem().value().equals("fails")) {
      throw new IllegalStateException("the disk is full");
    }
  }

  List<One> about(String problem) {
    return all.stream().filter(one -> one.message().problem().value().equals(problem)).toList();
  }

  record One(ControlMessage message, EventContext context, String correlationId) {}
}
