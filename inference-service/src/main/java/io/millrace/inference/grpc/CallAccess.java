package io.millrace.inference.grpc;

import inference.GRPCInferenceServiceGrpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.millrace.starter.security.BearerTokens;
import io.millrace.starter.security.Caller;
import io.millrace.starter.security.Role;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Nothing but liveness is answered without a token, and each role has its calls. */
final class CallAccess implements ServerInterceptor {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("Authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String LIVE =
      GRPCInferenceServiceGrpc.getServerLiveMethod().getFullMethodName();
  private static final String INFER =
      GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName();

  private static final Set<Role> MAY_ASK =
      EnumSet.of(Role.OWNER, Role.APPLICATION, Role.DATA_SCIENTIST);
  private static final Set<Role> MAY_READ =
      EnumSet.of(Role.OWNER, Role.APPLICATION, Role.DATA_SCIENTIST, Role.READER);

  private final BearerTokens tokens;

  CallAccess(BearerTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    if (method.equals(LIVE)) {
      return next.startCall(call, headers);
    }
    Optional<Caller> caller = tokens.caller(headers.get(AUTHORIZATION));
    if (caller.isEmpty()) {
      return refuse(
          call,
          Status.UNAUTHENTICATED.withDescription(
              "A bearer token of this service's is needed: authorization: Bearer <token>."));
    }
    Set<Role> allowed = method.equals(INFER) ? MAY_ASK : MAY_READ;
    if (!allowed.contains(caller.get().role())) {
      return refuse(
          call, Status.PERMISSION_DENIED.withDescription("This token's role may not call that."));
    }
    return next.startCall(call, headers);
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status) {
    call.close(status, new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
