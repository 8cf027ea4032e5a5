package io.millrace.inference.grpc;

import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import inference.GrpcPredictV2.ModelInferRequest;
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
import io.grpc.stub.StreamObserver;
import io.millrace.inference.protocol.InferAnswer;
import io.millrace.inference.protocol.OpenInference;
import io.millrace.inference.protocol.RefusedRequestException;
import io.millrace.inference.protocol.ServerMetadata;
import io.millrace.inference.score.InFlight;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.inference.traffic.Call;
import io.millrace.inference.traffic.Failure;
import io.millrace.inference.traffic.RequestCounts;
import io.millrace.starter.web.Correlation;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of the protocol's service. */
public final class InferenceCalls extends GRPCInferenceServiceImplBase {

  private static final Logger LOG = LoggerFactory.getLogger(InferenceCalls.class);

  private final OpenInference inference;
  private final InFlight inFlight;
  private final RequestCounts counts;

  public InferenceCalls(OpenInference inference, InFlight inFlight, RequestCounts counts) {
    this.counts = counts;
    this.inference = inference;
    this.inFlight = inFlight;
  }

  @Override
  public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> caller) {
    answer(caller, () -> ServerLiveResponse.newBuilder().setLive(true).build());
  }

  @Override
  public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> caller) {
    answer(caller, () -> ServerReadyResponse.newBuilder().setReady(inference.isReady()).build());
  }

  @Override
  public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> caller) {
    answer(
        caller,
        () ->
            ModelReadyResponse.newBuilder()
                .setReady(inference.isReady(request.getName(), request.getVersion()))
                .build());
  }

  @Override
  public void serverMetadata(
      ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> caller) {
    ServerMetadata server = inference.server();
    answer(
        caller,
        () ->
            ServerMetadataResponse.newBuilder()
                .setName(server.name())
                .setVersion(server.version())
                .addAllExtensions(server.extensions())
                .build());
  }

  @Override
  public void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> caller) {
    answer(
        caller,
        () -> Messages.metadata(inference.metadata(request.getName(), request.getVersion())));
  }

  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> caller) {
    Optional<InFlight.Share> taken = inFlight.take(request.getSerializedSize());
    if (taken.isEmpty()) {
      counts.failed(request.getModelName(), Channel.GRPC, Failure.OVERLOADED);
      caller.onError(Failures.busy());
      return;
    }
    try (InFlight.Share _ = taken.get()) {
      answer(
          caller,
          () ->
              counts.count(
                  request.getModelName(),
                  Channel.GRPC,
                  call -> infer(request, call),
                  Failures::counted));
    }
  }

  private ModelInferResponse infer(ModelInferRequest request, Call call) {
    InferAnswer answer =
        inference.infer(Messages.request(request), Channel.GRPC, Correlation.current(), call);
    return Messages.answer(answer, RequestTensors.isRaw(request));
  }

  private static <A> void answer(StreamObserver<A> caller, Supplier<A> work) {
    A answer;
    try {
      answer = work.get();
    } catch (RefusedRequestException e) {
      caller.onError(Failures.of(e));
      return;
    } catch (RuntimeException e) {
      LOG.error("A call failed", e);
      caller.onError(Failures.inside());
      return;
    }
    caller.onNext(answer);
    caller.onCompleted();
  }
}
