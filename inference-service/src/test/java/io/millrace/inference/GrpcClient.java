package io.millrace.inference;

import inference.GRPCInferenceServiceGrpc;
import inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;

/** Calls the service over gRPC, as an application does. */
final class GrpcClient implements AutoCloseable {

  private final ManagedChannel channel;

  GrpcClient(int port) {
    this.channel =
        Grpc.newChannelBuilderForAddress("localhost", port, InsecureChannelCredentials.create())
            .build();
  }

  /**
   * @param token empty for none
   */
  GRPCInferenceServiceBlockingStub as(String token) {
    GRPCInferenceServiceBlockingStub stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
    if (token.isEmpty()) {
      return stub;
    }
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** How long a refused caller is told to wait, in milliseconds. */
  static String pushback(Throwable refused) {
    Metadata.Key<String> key =
        Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);
    return Status.trailersFromThrowable(refused).get(key);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
