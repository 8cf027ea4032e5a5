package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inference.GRPCInferenceServiceGrpc;
import inference.GrpcPredictV2.ServerLiveRequest;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.millrace.inference.grpc.GrpcServer;
import io.millrace.inference.grpc.InferenceCalls;
import io.millrace.inference.protocol.OpenInference;
import io.millrace.inference.score.InFlight;
import io.millrace.inference.traffic.RequestCounts;
import io.millrace.starter.security.BearerTokens;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

class GrpcTlsIT extends InferenceContext {

  private static final String PASSWORD = "only-for-this-test";

  @Autowired OpenInference inference;
  @Autowired InFlight inFlight;
  @Autowired RequestCounts requests;
  @Autowired BearerTokens tokens;

  @TempDir Path folder;

  @Test
  void encryptsCallsWhereABundleIsNamed() throws Exception {
    KeyStore keys = keys();
    SslBundle bundle = SslBundle.of(SslStoreBundle.of(keys, PASSWORD, null));
    GrpcServer server =
        new GrpcServer(
            new InferenceCalls(inference, inFlight, requests),
            tokens,
            new GrpcServer.Settings("localhost", 0, 1 << 20, 1 << 20, Optional.of(bundle)));
    server.start();
    try {
      assertThat(isLive(server, trusting(keys))).isTrue();
      assertThatThrownBy(() -> isLive(server, InsecureChannelCredentials.create()))
          .isInstanceOf(StatusRuntimeException.class);
    } finally {
      server.stop();
    }
    assertThat(server.isRunning()).isFalse();
  }

  private static boolean isLive(GrpcServer server, ChannelCredentials credentials) {
    ManagedChannel channel =
        Grpc.newChannelBuilderForAddress("localhost", server.port(), credentials).build();
    try {
      return GRPCInferenceServiceGrpc.newBlockingStub(channel)
          .serverLive(ServerLiveRequest.getDefaultInstance())
          .getLive();
    } finally {
      channel.shutdownNow();
    }
  }

  private static ChannelCredentials trusting(KeyStore keys) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    return TlsChannelCredentials.newBuilder().trustManager(trust.getTrustManagers()).build();
  }

  private KeyStore keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }
}
