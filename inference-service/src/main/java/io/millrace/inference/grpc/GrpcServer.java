package io.millrace.inference.grpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.millrace.starter.security.BearerTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.SmartLifecycle;

/** Listens for gRPC calls while the service runs. */
public final class GrpcServer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);

  private static final int LARGEST_METADATA = 16 * 1024;
  private static final int PATIENCE_SECONDS = 10;

  private final InferenceCalls calls;
  private final BearerTokens tokens;
  private final Settings settings;
  private volatile @Nullable Server server;

  /**
   * @param address to listen at; empty for every one of the machine's
   * @param port 0 for any that is free
   * @param largest bytes of a message
   * @param arriving bytes of messages that have not come whole, together
   * @param tls empty for calls in the clear
   */
  public record Settings(
      String address, int port, int largest, long arriving, Optional<SslBundle> tls) {

    private InetSocketAddress socket() {
      return address.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
    }

    private ServerCredentials credentials() {
      return tls.<ServerCredentials>map(
              bundle ->
                  TlsServerCredentials.newBuilder()
                      .keyManager(bundle.getManagers().getKeyManagers())
                      .build())
          .orElseGet(InsecureServerCredentials::create);
    }
  }

  public GrpcServer(InferenceCalls calls, BearerTokens tokens, Settings settings) {
    this.calls = calls;
    this.tokens = tokens;
    this.settings = settings;
  }

  @Override
  public void start() {
    Server built =
        ConnectionBounds.of(
                NettyServerBuilder.forAddress(settings.socket(), settings.credentials()))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .maxInboundMessageSize(settings.largest())
            .addStreamTracerFactory(new Arriving(settings.arriving()))
            .maxInboundMetadataSize(LARGEST_METADATA)
            .addService(
                ServerInterceptors.interceptForward(
                    calls, new CallCorrelation(), new CallAccess(tokens)))
            .build();
    try {
      server = built.start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "gRPC cannot listen at %s (millrace.inference.grpc.port)".formatted(settings.socket()),
          e);
    }
    LOG.info("gRPC listens on port {}", built.getPort());
  }

  /** Where it listens; 0 while it does not. */
  public int port() {
    Server running = server;
    return running == null ? 0 : running.getPort();
  }

  /** Calls that run are heard out, for a while. */
  @Override
  public void stop() {
    Server running = server;
    server = null;
    if (running == null) {
      return;
    }
    running.shutdown();
    try {
      if (!running.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        running.shutdownNow();
      }
    } catch (InterruptedException e) {
      running.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }
}
