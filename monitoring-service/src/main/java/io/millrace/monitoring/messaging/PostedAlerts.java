package io.millrace.monitoring.messaging;

import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.monitoring.alert.AlertBoard;
import io.millrace.monitoring.alert.Posted;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.EventContext;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/** Puts what is on the alerts' topic on the board. */
final class PostedAlerts implements Consumer<Message<byte[]>> {

  private final ControlCodec codec;
  private final AlertBoard board;
  private final IncidentGauges gauges;

  PostedAlerts(ControlCodec codec, AlertBoard board, IncidentGauges gauges) {
    this.codec = codec;
    this.board = board;
    this.gauges = gauges;
  }

  @Override
  public void accept(Message<byte[]> message) {
    long offset = message.getHeaders().get(KafkaHeaders.OFFSET) instanceof Long place ? place : 0;
    codec.consumer((control, context) -> post(offset, control, context)).accept(message);
  }

  private void post(long offset, ControlMessage message, EventContext context) {
    if (message instanceof Alert alert) {
      board.add(
          new Posted(
              offset,
              context.id(),
              context.source(),
              context.time(),
              context.correlationId(),
              alert));
      gauges.show(board.open(Optional.empty()));
    }
  }
}
