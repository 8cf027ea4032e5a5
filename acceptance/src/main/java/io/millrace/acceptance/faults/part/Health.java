package io.millrace.acceptance.faults.part;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** What a service says of itself under {@code /actuator}. */
public final class Health {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String address;
  private final String token;

  /**
   * @param address of the service, without a slash at its end
   * @param token of an operator
   */
  public Health(String address, String token) {
    this.address = address;
    this.token = token;
  }

  String address() {
    return address;
  }

  public boolean isUp() {
    return get("/actuator/health").filter(answer -> answer.statusCode() == 200).isPresent();
  }

  /** The answer in words, for people. */
  public String says() {
    return get("/actuator/health")
        .map(answer -> answer.statusCode() + " " + answer.body())
        .orElse("no answer");
  }

  /** Of Prometheus; empty while it does not answer. */
  public Optional<String> metrics() {
    return get("/actuator/prometheus")
        .filter(answer -> answer.statusCode() == 200)
        .map(HttpResponse::body);
  }

  private Optional<HttpResponse<String>> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(12))
            .build();
    try {
      return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
