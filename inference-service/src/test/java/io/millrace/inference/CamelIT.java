package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import inference.GrpcPredictV2.InferTensorContents;
import inference.GrpcPredictV2.ModelInferRequest;
import inference.GrpcPredictV2.ModelInferRequest.InferInputTensor;
import inference.GrpcPredictV2.ModelInferResponse;
import inference.GrpcPredictV2.ModelMetadataRequest;
import inference.GrpcPredictV2.ModelMetadataResponse;
import inference.GrpcPredictV2.ModelReadyRequest;
import inference.GrpcPredictV2.ModelReadyResponse;
import inference.GrpcPredictV2.ServerLiveRequest;
import inference.GrpcPredictV2.ServerLiveResponse;
import inference.GrpcPredictV2.ServerMetadataRequest;
import inference.GrpcPredictV2.ServerMetadataResponse;
import inference.GrpcPredictV2.ServerReadyRequest;
import inference.GrpcPredictV2.ServerReadyResponse;
import io.grpc.CallCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.CompositeChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kserve.KServeComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Apache Camel's client of the protocol, which was not written here, asks everything it can. */
class CamelIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CamelContext camel = new DefaultCamelContext();
  private ProducerTemplate protocol;

  @BeforeEach
  void serve() {
    if (client.model("camels").status() != 200) {
      scene("camels").state().register(4);
      await().atMost(PATIENCE).until(() -> client.model("camels").status() == 200);
    }
    KServeComponent component = new KServeComponent();
    component.getConfiguration().setTarget("localhost:" + grpc.port());
    component.getConfiguration().setCredentials(withToken(Client.APPLICATION));
    camel.addComponent("kserve", component);
    camel.start();
    protocol = camel.createProducerTemplate();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void infers() {
    ModelInferRequest request =
        ModelInferRequest.newBuilder()
            .addInputs(
                InferInputTensor.newBuilder()
                    .setName("rows")
                    .setDatatype("FP32")
                    .addShape(2)
                    .addShape(2)
                    .setContents(
                        InferTensorContents.newBuilder()
                            .addFp32Contents(465)
                            .addFp32Contents(700)
                            .addFp32Contents(65)
                            .addFp32Contents(Float.NaN)))
            .build();

    ModelInferResponse answer =
        protocol.requestBody(
            "kserve:infer?modelName=camels&modelVersion=4", request, ModelInferResponse.class);

    assertThat(answer.getModelVersion()).isEqualTo("4");
    assertThat(answer.getOutputs(0).getContents().getBytesContentsList())
        .extracting(label -> label.toStringUtf8())
        .containsExactly("1", "0");
    assertThatThrownBy(
            () -> protocol.requestBody("kserve:infer?modelName=camels&modelVersion=3", request))
        .rootCause()
        .hasMessageContaining("NOT_FOUND");
  }

  @Test
  void readsWhatTheServerAndTheModelAre() {
    assertThat(
            protocol
                .requestBody(
                    "kserve:server/live",
                    ServerLiveRequest.getDefaultInstance(),
                    ServerLiveResponse.class)
                .getLive())
        .isTrue();
    assertThat(
            protocol
                .requestBody(
                    "kserve:server/ready",
                    ServerReadyRequest.getDefaultInstance(),
                    ServerReadyResponse.class)
                .getReady())
        .isTrue();
    assertThat(
            protocol
                .requestBody(
                    "kserve:server/metadata",
                    ServerMetadataRequest.getDefaultInstance(),
                    ServerMetadataResponse.class)
                .getName())
        .isEqualTo("millrace");
    assertThat(
            protocol
                .requestBody(
                    "kserve:model/ready?modelName=camels",
                    ModelReadyRequest.getDefaultInstance(),
                    ModelReadyResponse.class)
                .getReady())
        .isTrue();
    assertThat(
            protocol
                .requestBody(
                    "kserve:model/metadata?modelName=camels",
                    ModelMetadataRequest.getDefaultInstance(),
                    ModelMetadataResponse.class)
                .getInputsList())
        .extracting(ModelMetadataResponse.TensorMetadata::getName)
        .containsExactly("Light", "CO2");
  }

  private static ChannelCredentials withToken(String token) {
    return CompositeChannelCredentials.create(
        InsecureChannelCredentials.create(),
        new CallCredentials() {
          @Override
          public void applyRequestMetadata(
              RequestInfo request, Executor executor, MetadataApplier applier) {
            Metadata headers = new Metadata();
            headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + token);
            applier.apply(headers);
          }
        });
  }
}
