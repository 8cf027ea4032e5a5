package io.millrace.inference.grpc;

import static io.millrace.inference.protocol.RefusedRequestException.malformed;

import inference.GrpcPredictV2.InferTensorContents;
import inference.GrpcPredictV2.ModelInferRequest;
import inference.GrpcPredictV2.ModelInferRequest.InferInputTensor;
import io.millrace.inference.protocol.Datatype;
import io.millrace.inference.protocol.Elements;
import io.millrace.inference.protocol.ElementsBuilder;
import io.millrace.inference.protocol.RawContents;
import io.millrace.inference.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The tensors of a request, whose contents are within them or, raw, behind them all. */
final class RequestTensors {

  private RequestTensors() {}

  static boolean isRaw(ModelInferRequest request) {
    return request.getRawInputContentsCount() > 0;
  }

  static List<Tensor> of(ModelInferRequest request) {
    if (isRaw(request) && request.getRawInputContentsCount() != request.getInputsCount()) {
      throw malformed(
          "The request has %d inputs and raw contents for %d.",
          request.getInputsCount(), request.getRawInputContentsCount());
    }
    List<Tensor> tensors = new ArrayList<>(request.getInputsCount());
    for (int i = 0; i < request.getInputsCount(); i++) {
      tensors.add(tensor(request, i));
    }
    return tensors;
  }

  private static Tensor tensor(ModelInferRequest request, int i) {
    InferInputTensor input = request.getInputs(i);
    Datatype datatype = Datatype.of(input.getName(), input.getDatatype());
    Elements elements = isRaw(request) ? raw(request, i, datatype) : contents(input, datatype);
    return new Tensor(input.getName(), datatype, input.getShapeList(), elements);
  }

  private static Elements raw(ModelInferRequest request, int i, Datatype datatype) {
    InferInputTensor input = request.getInputs(i);
    if (input.getContents().getSerializedSize() > 0) {
      throw malformed(
          "The tensor '%s' has contents, and there are raw ones for it.", input.getName());
    }
    return RawContents.read(
        input.getName(),
        datatype,
        input.getShapeList(),
        request.getRawInputContents(i).asReadOnlyByteBuffer());
  }

  private static Elements contents(InferInputTensor input, Datatype datatype) {
    InferTensorContents contents = input.getContents();
    int count = count(input.getName(), contents, datatype);
    Tensor.requireCount(input.getName(), input.getShapeList(), count);
    ElementsBuilder elements = new ElementsBuilder(input.getName(), datatype, count);
    for (int i = 0; i < count; i++) {
      put(contents, i, datatype, elements);
    }
    return elements.build();
  }

  private static int count(String tensor, InferTensorContents contents, Datatype datatype) {
    return switch (datatype) {
      case BOOL -> contents.getBoolContentsCount();
      case INT8, INT16, INT32 -> contents.getIntContentsCount();
      case INT64 -> contents.getInt64ContentsCount();
      case UINT8, UINT16, UINT32 -> contents.getUintContentsCount();
      case UINT64 -> contents.getUint64ContentsCount();
      case FP32 -> contents.getFp32ContentsCount();
      case FP64 -> contents.getFp64ContentsCount();
      case BYTES -> contents.getBytesContentsCount();
      case FP16 ->
          throw malformed("The tensor '%s' is of FP16, which comes as raw contents only.", tensor);
    };
  }

  private static void put(
      InferTensorContents contents, int i, Datatype datatype, ElementsBuilder elements) {
    switch (datatype) {
      case BOOL -> elements.addFlag(contents.getBoolContents(i));
      case INT8, INT16, INT32 -> elements.addWhole(contents.getIntContents(i));
      case INT64 -> elements.addWhole(contents.getInt64Contents(i));
      case UINT8, UINT16, UINT32 ->
          elements.addWhole(Integer.toUnsignedLong(contents.getUintContents(i)));
      case UINT64 -> elements.addUnsigned(contents.getUint64Contents(i));
      case FP32 -> elements.addNumber(contents.getFp32Contents(i));
      case FP64 -> elements.addNumber(contents.getFp64Contents(i));
      case BYTES -> elements.addText(contents.getBytesContents(i).asReadOnlyByteBuffer());
      case FP16 -> throw new IllegalArgumentException("FP16 has no contents but raw ones");
    }
  }
}
