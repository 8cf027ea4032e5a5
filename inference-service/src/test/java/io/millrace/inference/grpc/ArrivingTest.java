package io.millrace.inference.grpc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

class ArrivingTest {

  private final Arriving arriving = new Arriving(100);

  @Test
  void endsTheCallThatGoesBeyondTheBoundAndTakesBackWhatItHad() {
    ServerStreamTracer first = call();
    ServerStreamTracer second = call();
    first.inboundWireSize(60);
    second.inboundWireSize(40);

    assertThatThrownBy(() -> second.inboundWireSize(1))
        .hasMessageStartingWith("RESOURCE_EXHAUSTED");
    second.streamClosed(Status.RESOURCE_EXHAUSTED);

    assertThatCode(() -> first.inboundWireSize(40)).doesNotThrowAnyException();
    assertThatThrownBy(() -> first.inboundWireSize(1)).hasMessageStartingWith("RESOURCE_EXHAUSTED");
  }

  @Test
  void forgetsACallThatIsOver() {
    for (int i = 0; i < 10; i++) {
      ServerStreamTracer call = call();
      call.inboundWireSize(100);
      call.streamClosed(Status.OK);
      call.streamClosed(Status.OK);
      call.inboundWireSize(7);
    }

    assertThatCode(() -> call().inboundWireSize(100)).doesNotThrowAnyException();
  }

  private ServerStreamTracer call() {
    return arriving.newServerStreamTracer(
        "inference.GRPCInferenceService/ModelInfer", new Metadata());
  }
}
