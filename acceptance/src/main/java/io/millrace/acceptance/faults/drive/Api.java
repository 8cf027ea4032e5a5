package io.millrace.acceptance.faults.drive;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A caller that gives up after a while. */
public final class Api {

  /** A service promises an answer within ten seconds, whatever is away. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  /** What came of a call. */
  public sealed interface Outcome {

    Duration took();

    /** For a histogram. */
    String word();

    /** An answer. */
    record Answered(int status, String body, boolean retryAfter, Duration took) implements Outcome {
      @Override
      public String word() {
        return status == 503 && retryAfter ? "503+Retry-After" : Integer.toString(status);
      }
    }

    /** None: refused, reset or too late; whether it was done is not known. */
    record Unknown(String word, Duration took) implements Outcome {}
  }

  public Outcome get(String address, String token) {
    return call(request(address, token).GET().build());
  }

  public Outcome post(String address, String token, String type, String body) {
    return call(
        request(address, token)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  public Outcome put(String address, String token, String type, String body) {
    return call(
        request(address, token)
            .header("Content-Type", type)
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpRequest.Builder request(String address, String token) {
    return HttpRequest.newBuilder(URI.create(address))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private Outcome call(HttpRequest request) {
    long began = System.nanoTime();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Outcome.Answered(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After").isPresent(),
          since(began));
    } catch (java.net.http.HttpConnectTimeoutException | java.net.ConnectException e) {
      return new Outcome.Unknown("refused", since(began));
    } catch (java.net.http.HttpTimeoutException e) {
      return new Outcome.Unknown("timeout", since(began));
    } catch (IOException e) {
      return new Outcome.Unknown("reset", since(began));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unknown("interrupted", since(began));
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
