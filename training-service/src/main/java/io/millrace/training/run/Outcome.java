package io.millrace.training.run;

import io.millrace.message.ControlMessage;
import io.millrace.training.decide.LastRun;
import io.millrace.training.store.RunRecord;
import java.util.List;

/**
 * How a run ended.
 *
 * @param record of it, to be kept
 * @param messages to be told, in this order
 */
record Outcome(RunRecord record, List<ControlMessage> messages) {

  Outcome {
    messages = List.copyOf(messages);
  }

  static LastRun lastRun(RunRecord record) {
    LastRun.End end =
        switch (record.state()) {
          case REGISTERED -> LastRun.End.REGISTERED;
          case REJECTED ->
              record.waitsForData() ? LastRun.End.WAITS_FOR_DATA : LastRun.End.REJECTED;
          case FAILED, RUNNING -> LastRun.End.FAILED;
        };
    return new LastRun(
        end, record.endedAt() == null ? record.startedAt() : record.endedAt(), record.labels());
  }
}
