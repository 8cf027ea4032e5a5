package io.millrace.monitoring.web;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Asks other instances of this service: twice at most, and not for long. */
@Component
class OtherInstances {

  /** On a question that has been passed on once: it is not passed on again. */
  static final String FORWARDED = "X-Millrace-Forwarded";

  private static final String NAME = "monitoring-peer";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final CircuitBreaker breaker;
  private final Retry retry;

  OtherInstances(ObjectProvider<CircuitBreakerRegistry> registry) {
    this.breaker =
        registry
            .getIfAvailable(CircuitBreakerRegistry::ofDefaults)
            .circuitBreaker(
                NAME,
                CircuitBreakerConfig.custom()
                    .slidingWindowSize(10)
                    .minimumNumberOfCalls(5)
                    .waitDurationInOpenState(Duration.ofSeconds(5))
                    .build());
    this.retry =
        Retry.of(
            NAME,
            RetryConfig.custom()
                .maxAttempts(2)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(100L, 2.0, 0.5))
                .build());
  }

  /**
   * @param path with which this instance was asked
   * @param authorization the caller's own
   */
  HttpResponse<byte[]> ask(String address, String path, @Nullable String authorization)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .timeout(PATIENCE)
            .header(FORWARDED, "1");
    if (authorization != null) {
      request.header(HttpHeaders.AUTHORIZATION, authorization);
    }
    HttpRequest question = request.build();
    try {
      return retry.executeCallable(() -> breaker.executeCallable(() -> send(question)));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest question) throws IOException {
    try {
      return http.send(question, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
