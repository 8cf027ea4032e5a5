package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import inference.GrpcPredictV2.InferParameter;
import inference.GrpcPredictV2.InferTensorContents;
import inference.GrpcPredictV2.ModelInferRequest;
import inference.GrpcPredictV2.ModelInferRequest.InferInputTensor;
import inference.GrpcPredictV2.ModelInferResponse;
import inference.GrpcPredictV2.ModelMetadataRequest;
import inference.GrpcPredictV2.ModelMetadataResponse;
import inference.GrpcPredictV2.ModelReadyRequest;
import inference.GrpcPredictV2.ServerLiveRequest;
import inference.GrpcPredictV2.ServerMetadataRequest;
import inference.GrpcPredictV2.ServerReadyRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.DataMessages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Metadata.Key<String> CORRELATION =
      Metadata.Key.of("x-correlation-id", Metadata.ASCII_STRING_MARSHALLER);

  private GrpcClient caller;

  @BeforeEach
  void serve() {
    caller = new GrpcClient(grpc.port());
    if (client.model("calls").status() != 200) {
      scene("calls").state().register(5);
      await().atMost(PATIENCE).until(() -> client.model("calls").status() == 200);
    }
  }

  @AfterEach
  void hangUp() {
    caller.close();
  }

  private GRPCInferenceServiceBlockingStub app() {
    return caller.as(Client.APPLICATION);
  }

  private static InferInputTensor.Builder light(long... shape) {
    InferInputTensor.Builder light =
        InferInputTensor.newBuilder().setName("Light").setDatatype("FP64");
    for (long side : shape) {
      light.addShape(side);
    }
    return light;
  }

  private static ModelInferRequest.Builder lights(double... lights) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    for (double light : lights) {
      contents.addFp64Contents(light);
    }
    return ModelInferRequest.newBuilder()
        .setModelName("calls")
        .addInputs(light(lights.length).setContents(contents));
  }

  private static ByteString raw(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  @Test
  void answersContentsWithContents() {
    ModelInferResponse answer =
        app()
            .modelInfer(
                lights(465, 65)
                    .setId("42")
                    .putParameters("n", InferParameter.newBuilder().setInt64Param(7).build())
                    .build());

    assertThat(answer.getModelName()).isEqualTo("calls");
    assertThat(answer.getModelVersion()).isEqualTo("5");
    assertThat(answer.getId()).isEqualTo("42");
    assertThat(answer.getParametersMap().get("n").getInt64Param()).isEqualTo(7);
    assertThat(answer.getRawOutputContentsCount()).isZero();
    assertThat(answer.getOutputs(0).getName()).isEqualTo("label");
    assertThat(answer.getOutputs(0).getDatatype()).isEqualTo("BYTES");
    assertThat(answer.getOutputs(0).getShapeList()).containsExactly(2L);
    assertThat(answer.getOutputs(0).getContents().getBytesContentsList())
        .extracting(ByteString::toStringUtf8)
        .containsExactly("1", "0");
    assertThat(answer.getOutputs(1).getName()).isEqualTo("probabilities");
    assertThat(answer.getOutputs(1).getShapeList()).containsExactly(2L, 2L);
    assertThat(answer.getOutputs(1).getContents().getFp64Contents(1)).isBetween(0.7310, 0.7311);
    assertThat(answer.getOutputs(1).getParametersMap().get("classes").getStringParam())
        .isEqualTo("[\"0\",\"1\"]");
  }

  @Test
  void answersRawContentsWithRawContents() {
    ModelInferResponse typed = app().modelInfer(lights(465, 65).build());

    ModelInferResponse answer =
        app()
            .modelInfer(
                ModelInferRequest.newBuilder()
                    .setModelName("calls")
                    .addInputs(light(2))
                    .addRawInputContents(raw(465, 65))
                    .build());

    assertThat(answer.getOutputsList()).noneMatch(output -> output.hasContents());
    ByteBuffer labels =
        answer.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    assertThat(labels.getInt()).isEqualTo(1);
    assertThat(labels.get()).isEqualTo((byte) '1');
    assertThat(labels.getInt()).isEqualTo(1);
    assertThat(labels.get()).isEqualTo((byte) '0');
    assertThat(labels.hasRemaining()).isFalse();
    assertThat(
            answer
                .getRawOutputContents(1)
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .getDouble(8))
        .isEqualTo(typed.getOutputs(1).getContents().getFp64Contents(1));
  }

  @Test
  void saysWhatAModelTakesAndGives() {
    ModelMetadataResponse metadata =
        caller
            .as("reader-token")
            .modelMetadata(
                ModelMetadataRequest.newBuilder().setName("calls").setVersion("5").build());

    assertThat(metadata.getName()).isEqualTo("calls");
    assertThat(metadata.getVersionsList()).containsExactly("5");
    assertThat(metadata.getPlatform()).isEqualTo("onnx_onnxv1");
    assertThat(metadata.getInputsList())
        .extracting(ModelMetadataResponse.TensorMetadata::getName)
        .containsExactly("Light", "CO2");
    assertThat(metadata.getOutputs(1).getShapeList()).containsExactly(-1L, 2L);
  }

  @Test
  void isLiveForAnybodyAndReadyForThoseWhoMayRead() {
    assertThat(caller.as("").serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
    assertThat(app().serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
    assertThat(app().serverMetadata(ServerMetadataRequest.getDefaultInstance()).getName())
        .isEqualTo("millrace");
    assertThat(app().modelReady(ModelReadyRequest.newBuilder().setName("calls").build()).getReady())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', UNAUTHENTICATED, UNAUTHENTICATED",
    "unknown-token, UNAUTHENTICATED, UNAUTHENTICATED",
    "device-token, PERMISSION_DENIED, PERMISSION_DENIED",
    "operator-token, PERMISSION_DENIED, PERMISSION_DENIED",
    "reader-token, PERMISSION_DENIED, OK",
    "application-token, OK, OK"
  })
  void answersOnlyWhoMayAsk(String token, Status.Code infer, Status.Code read) {
    assertThat(code(() -> caller.as(token).modelInfer(lights(1).build()))).isEqualTo(infer);
    assertThat(
            code(
                () ->
                    caller
                        .as(token)
                        .modelMetadata(ModelMetadataRequest.newBuilder().setName("calls").build())))
        .isEqualTo(read);
    assertThat(code(() -> caller.as(token).serverReady(ServerReadyRequest.getDefaultInstance())))
        .isEqualTo(read);
  }

  private static Status.Code code(Runnable call) {
    try {
      call.run();
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    assertThatThrownBy(() -> app().modelInfer(lights(1, Double.NaN).build()))
        .hasMessageContaining("INVALID_ARGUMENT: Row 1, Light: found nothing");
    assertThatThrownBy(() -> app().modelInfer(lights(1).setModelName("nobody").build()))
        .hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() -> app().modelInfer(lights(1).setModelVersion("4").build()))
        .hasMessageContaining("NOT_FOUND: Version 4")
        .hasMessageContaining("version 5 does");
    assertThatThrownBy(() -> app().modelInfer(lights(new double[51]).build()))
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("at most 50");
    assertThatThrownBy(() -> app().modelInfer(lights(1).addRawInputContents(raw(1)).build()))
        .hasMessageContaining("INVALID_ARGUMENT");
    assertThatThrownBy(
            () ->
                app()
                    .modelInfer(
                        ModelInferRequest.newBuilder()
                            .setModelName("calls")
                            .addInputs(light(1))
                            .addRawInputContents(ByteString.copyFromUtf8("1234567"))
                            .build()))
        .hasMessageContaining("7 bytes");
  }

  @Test
  void refusesALargerMessageThanItTakes() {
    ModelInferRequest large = lights(1).setId("x".repeat(70_000)).build();

    assertThat(code(() -> app().modelInfer(large))).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(code(() -> app().modelInfer(lights(1).build()))).isEqualTo(Status.Code.OK);
  }

  @Test
  void carriesTheCorrelationId() {
    Metadata sent = new Metadata();
    sent.put(CORRELATION, "c-grpc");
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();

    app()
        .withInterceptors(
            MetadataUtils.newAttachHeadersInterceptor(sent),
            MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
        .modelInfer(lights(1).build());

    assertThat(headers.get().get(CORRELATION)).isEqualTo("c-grpc");
  }

  @Test
  void answersResourceExhaustedWhileThereIsNoRoomForMore() throws Exception {
    ModelInferRequest request = lights(1).build();
    try (HeldBodies held = HeldBodies.at(port, "/v2/models/calls/infer")) {
      assertThat(held.sockets()).hasSize(2);
      await()
          .atMost(PATIENCE)
          .until(() -> code(() -> app().modelInfer(request)) == Status.Code.RESOURCE_EXHAUSTED);
      assertThatThrownBy(() -> app().modelInfer(request))
          .extracting(GrpcClient::pushback)
          .isEqualTo("1000");
    }
    await().atMost(PATIENCE).until(() -> code(() -> app().modelInfer(request)) == Status.Code.OK);
  }

  @Test
  void answersOrRefusesEachOfManyLargeCallsAtATime() {
    ModelInferRequest request = lights(1).setId("x".repeat(60_000)).build();
    Set<Status.Code> codes = ConcurrentHashMap.newKeySet();

    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        callers.execute(() -> codes.add(code(() -> app().modelInfer(request))));
      }
    }

    assertThat(codes)
        .contains(Status.Code.OK)
        .isSubsetOf(Status.Code.OK, Status.Code.RESOURCE_EXHAUSTED);
    await().atMost(PATIENCE).until(() -> code(() -> app().modelInfer(request)) == Status.Code.OK);
  }

  @Test
  void publishesWhatItAnswers() {
    ModelInferRequest request =
        lights(812)
            .addOutputs(
                ModelInferRequest.InferRequestedOutputTensor.newBuilder().setName("prediction_id"))
            .build();

    String id =
        app().modelInfer(request).getOutputs(0).getContents().getBytesContents(0).toStringUtf8();

    assertThat(id).startsWith("grpc-");
    try (Tail tail = new Tail(Topics.PREDICTIONS, "calls")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(tail.read())
                      .extracting(DataMessages::readPrediction)
                      .filteredOn(prediction -> prediction.eventId().value().equals(id))
                      .singleElement()
                      .satisfies(
                          prediction ->
                              assertThat(prediction.features()).containsEntry("Light", 812.0)));
    }
  }

  @Test
  void givesParametersBackOfKindsThatItDoesNotKnow() throws Exception {
    // a double, which later editions of the definition have
    InferParameter later =
        InferParameter.parseFrom(
            ByteString.copyFrom(new byte[] {0x21, 0, 0, 0, 0, 0, 0, (byte) 0xf8, 0x3f}));

    ModelInferResponse answer = app().modelInfer(lights(1).putParameters("d", later).build());

    assertThat(answer.getParametersMap().get("d")).isEqualTo(later);
    assertThat(answer.getParametersMap().get("d").getUnknownFields().asMap()).hasSize(1);
  }
}
