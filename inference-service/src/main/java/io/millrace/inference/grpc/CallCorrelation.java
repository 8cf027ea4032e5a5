package io.millrace.inference.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.millrace.starter.web.Correlation;

/** Takes the caller's correlation id, or makes one, and answers with it. */
final class CallCorrelation implements ServerInterceptor {

  private static final Metadata.Key<String> ID =
      Metadata.Key.of(Correlation.HEADER, Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String given = headers.get(ID);
    String id = given != null && Correlation.isValid(given) ? given : Correlation.create();
    return new SimpleForwardingServerCallListener<>(
        next.startCall(new Answering<>(call, id), headers)) {
      @Override
      public void onHalfClose() {
        Correlation.run(id, super::onHalfClose);
      }
    };
  }

  /** Says the id with the first that it answers: the headers, or how it failed. */
  private static final class Answering<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final String id;
    private boolean said;

    Answering(ServerCall<Q, A> call, String id) {
      super(call);
      this.id = id;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      said = true;
      headers.put(ID, id);
      super.sendHeaders(headers);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (!said) {
        trailers.put(ID, id);
      }
      super.close(status, trailers);
    }
  }
}
