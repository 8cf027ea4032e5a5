package io.millrace.inference.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import inference.GrpcPredictV2.InferTensorContents;
import inference.GrpcPredictV2.ModelInferRequest;
import inference.GrpcPredictV2.ModelInferResponse;
import inference.GrpcPredictV2.ModelInferResponse.InferOutputTensor;
import inference.GrpcPredictV2.ModelMetadataResponse;
import inference.GrpcPredictV2.ModelMetadataResponse.TensorMetadata;
import io.millrace.inference.protocol.InferAnswer;
import io.millrace.inference.protocol.InferRequest;
import io.millrace.inference.protocol.InferRequest.RequestedOutput;
import io.millrace.inference.protocol.ModelMetadata;
import io.millrace.inference.protocol.OutputTensor;
import io.millrace.inference.protocol.RawContents;
import io.millrace.starter.messaging.MillraceJson;
import java.util.Arrays;

/** Requests and answers as the messages that carry them. */
final class Messages {

  /** The names of a tensor's columns: a parameter is a text, so that they are JSON within it. */
  private static final String CLASSES = "classes";

  private Messages() {}

  static InferRequest request(ModelInferRequest message) {
    return new InferRequest(
        message.getModelName(),
        message.getModelVersion(),
        message.getId(),
        Parameters.read(message.getParametersMap()),
        RequestTensors.of(message),
        message.getOutputsList().stream()
            .map(
                output ->
                    new RequestedOutput(
                        output.getName(), Parameters.read(output.getParametersMap())))
            .toList());
  }

  static ModelInferResponse answer(InferAnswer answer, boolean raw) {
    ModelInferResponse.Builder message =
        ModelInferResponse.newBuilder()
            .setModelName(answer.model())
            .setModelVersion(answer.version())
            .setId(answer.id())
            .putAllParameters(Parameters.write(answer.parameters()));
    for (OutputTensor output : answer.outputs()) {
      InferOutputTensor.Builder tensor = tensor(output);
      if (raw) {
        message.addRawOutputContents(UnsafeByteOperations.unsafeWrap(RawContents.write(output)));
      } else {
        tensor.setContents(contents(output));
      }
      message.addOutputs(tensor);
    }
    return message.build();
  }

  private static InferOutputTensor.Builder tensor(OutputTensor output) {
    InferOutputTensor.Builder tensor =
        InferOutputTensor.newBuilder()
            .setName(output.name())
            .setDatatype(output.datatype().name())
            .addAllShape(output.shape())
            .putAllParameters(Parameters.write(output.parameters()));
    if (!output.classes().isEmpty()) {
      String classes = MillraceJson.mapper().writeValueAsString(output.classes());
      tensor.putParameters(CLASSES, Parameters.text(classes));
    }
    return tensor;
  }

  private static InferTensorContents contents(OutputTensor output) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    switch (output.data()) {
      case OutputTensor.Texts(var values) ->
          Arrays.stream(values).map(ByteString::copyFromUtf8).forEach(contents::addBytesContents);
      case OutputTensor.Numbers(var values) ->
          Arrays.stream(values).forEach(contents::addFp64Contents);
    }
    return contents.build();
  }

  static ModelMetadataResponse metadata(ModelMetadata metadata) {
    return ModelMetadataResponse.newBuilder()
        .setName(metadata.name())
        .addAllVersions(metadata.versions())
        .setPlatform(metadata.platform())
        .addAllInputs(metadata.inputs().stream().map(Messages::tensor).toList())
        .addAllOutputs(metadata.outputs().stream().map(Messages::tensor).toList())
        .build();
  }

  private static TensorMetadata tensor(ModelMetadata.TensorMetadata tensor) {
    return TensorMetadata.newBuilder()
        .setName(tensor.name())
        .setDatatype(tensor.datatype().name())
        .addAllShape(tensor.shape())
        .build();
  }
}
