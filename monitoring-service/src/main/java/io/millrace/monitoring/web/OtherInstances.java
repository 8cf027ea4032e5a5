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
import java.util.concurrent.Callable;
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

  /** What is decided is claimed in the store and told to the broker. */
  private static final Duration DECIDING = Duration.ofSeconds(30);

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
   * What this instance was asked.
   *
   * @param authorization the caller's own
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on and never compared
  record Question(
      String method,
      String path,
      @Nullable String authorization,
      @Nullable String contentType,
      byte[] body) {

    private HttpRequest to(String address) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://" + address + path))
              .timeout(method.equals("GET") ? PATIENCE : DECIDING)
              .header(FORWARDED, "1")
              .method(
                  method,
                  body.length == 0
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(body));
      header(request, HttpHeaders.AUTHORIZATION, authorization);
      header(request, HttpHeaders.CONTENT_TYPE, contentType);
      return request.build();
    }

    private static void header(HttpRequest.Builder request, String name, @Nullable String value) {
      if (value != null) {
        request.header(name, value);
      }
    }
  }

  /** What changes something is asked once only. */
  HttpResponse<byte[]> ask(String address, Question question) throws IOException {
    HttpRequest request = question.to(address);
    Callable<HttpResponse<byte[]>> asking = () -> breaker.executeCallable(() -> send(request));
    try {
      return question.method().equals("GET") ? retry.executeCallable(asking) : asking.call();
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
