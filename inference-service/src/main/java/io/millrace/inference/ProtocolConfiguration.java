package io.millrace.inference;

import io.millrace.inference.grpc.GrpcServer;
import io.millrace.inference.grpc.InferenceCalls;
import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.Serving;
import io.millrace.inference.protocol.ModelLookup;
import io.millrace.inference.protocol.OpenInference;
import io.millrace.inference.score.InFlight;
import io.millrace.inference.score.Predictor;
import io.millrace.inference.traffic.RequestCounts;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.security.BearerTokens;
import io.millrace.starter.web.PlainErrors;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the Open Inference Protocol is put together. */
@Configuration(proxyBeanMethods = false)
class ProtocolConfiguration {

  /** Errors under it have the protocol's own shape. */
  @Bean
  PlainErrors protocolErrors() {
    return new PlainErrors("/v2");
  }

  @Bean
  InFlight inFlight(InferenceSettings settings) {
    return new InFlight(settings.inFlight().toBytes(), (int) settings.maxBody().toBytes());
  }

  @Bean
  OpenInference openInference(
      Serving serving,
      ModelLoader loader,
      ProblemCatalog problems,
      Predictor predictor,
      InferenceSettings settings) {
    return new OpenInference(
        new ModelLookup(serving, loader, problems), predictor, settings.maxRows());
  }

  @Bean
  GrpcServer grpcServer(
      OpenInference inference,
      InFlight inFlight,
      RequestCounts requests,
      BearerTokens tokens,
      SslBundles bundles,
      InferenceSettings settings,
      @Value("${server.address:}") String address) {
    return new GrpcServer(
        new InferenceCalls(inference, inFlight, requests),
        tokens,
        new GrpcServer.Settings(
            address,
            settings.grpc().port(),
            (int) settings.maxBody().toBytes(),
            settings.inFlight().toBytes(),
            Optional.ofNullable(settings.grpc().sslBundle()).map(bundles::getBundle)));
  }
}
