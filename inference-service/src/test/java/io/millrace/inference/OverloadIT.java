package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import inference.GrpcPredictV2.InferTensorContents;
import inference.GrpcPredictV2.ModelInferRequest;
import inference.GrpcPredictV2.ModelInferRequest.InferInputTensor;
import inference.GrpcPredictV2.ModelInferResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * More callers than the queue of a slow model has room for, and few enough for their bodies: fifty
 * rows each, of which one request is scored and one waits.
 */
class OverloadIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CALLERS = 6;
  private static final int ROWS = 50;

  private GrpcClient caller;

  @BeforeEach
  void serve() {
    caller = new GrpcClient(grpc.port());
    if (client.model("crowded").status() != 200) {
      scene("crowded").state().registerSlow(1);
      await().atMost(PATIENCE).until(() -> client.model("crowded").status() == 200);
    }
  }

  @AfterEach
  void hangUp() {
    caller.close();
  }

  /**
   * What a call came to.
   *
   * @param rows that were answered
   * @param later what a refused caller is told, of when to ask again
   */
  private record Outcome(boolean refused, int rows, String later) {}

  @Test
  void refusesWhatTheQueueHasNoRoomForOverHttp() throws Exception {
    String rows = "[" + String.join(",", Collections.nCopies(ROWS, "{\"Light\": 500}")) + "]";

    assertThatSomeAreRefused(
        () -> {
          Client.Reply reply = client.predict("crowded", rows);
          return outcome(reply, reply.json().at("/predictions").size());
        },
        "1");
  }

  @Test
  void refusesWhatTheQueueHasNoRoomForInTheProtocolOverHttp() throws Exception {
    String body =
        "{\"inputs\": [{\"name\": \"Light\", \"datatype\": \"FP64\", \"shape\": [%d], \"data\": %s}]}"
            .formatted(ROWS, Collections.nCopies(ROWS, 500));

    assertThatSomeAreRefused(
        () -> {
          Client.Reply reply = client.infer("crowded", body);
          assertThat(reply.json().has("error")).isEqualTo(reply.status() == 429);
          return outcome(reply, reply.json().at("/outputs/0/data").size());
        },
        "1");
  }

  @Test
  void refusesWhatTheQueueHasNoRoomForOverGrpc() throws Exception {
    ModelInferRequest request =
        ModelInferRequest.newBuilder()
            .setModelName("crowded")
            .addInputs(
                InferInputTensor.newBuilder()
                    .setName("Light")
                    .setDatatype("FP64")
                    .addShape(ROWS)
                    .setContents(
                        InferTensorContents.newBuilder()
                            .addAllFp64Contents(Collections.nCopies(ROWS, 500.0))))
            .build();

    assertThatSomeAreRefused(() -> call(request), "1000");
  }

  private static Outcome outcome(Client.Reply reply, int rows) {
    assertThat(reply.status()).as(reply.body()).isIn(200, 429);
    return new Outcome(reply.status() == 429, rows, reply.header("Retry-After"));
  }

  private Outcome call(ModelInferRequest request) {
    try {
      ModelInferResponse answer = caller.as(Client.APPLICATION).modelInfer(request);
      return new Outcome(false, answer.getOutputs(0).getContents().getBytesContentsCount(), "");
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      return new Outcome(true, 0, GrpcClient.pushback(e));
    }
  }

  private static void assertThatSomeAreRefused(Supplier<Outcome> call, String later)
      throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<List<Outcome>>> all = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        all.add(callers.submit(() -> askUntilRefused(call)));
      }
      for (Future<List<Outcome>> each : all) {
        outcomes.addAll(each.get(60, TimeUnit.SECONDS));
      }
    }

    assertThat(outcomes).filteredOn(Outcome::refused).isNotEmpty();
    assertThat(outcomes)
        .filteredOn(outcome -> !outcome.refused())
        .isNotEmpty()
        .extracting(Outcome::rows)
        .containsOnly(ROWS);
    assertThat(outcomes)
        .filteredOn(Outcome::refused)
        .extracting(Outcome::later)
        .containsOnly(later);
    assertThat(call.get().refused()).as("as soon as it is quiet").isFalse();
  }

  /** At most as often as makes sure that some wait for others. */
  private static List<Outcome> askUntilRefused(Supplier<Outcome> call) {
    List<Outcome> outcomes = new ArrayList<>();
    do {
      outcomes.add(call.get());
    } while (outcomes.size() < 20 && !outcomes.getLast().refused());
    return outcomes;
  }
}
