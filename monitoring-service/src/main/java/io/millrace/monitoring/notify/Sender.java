package io.millrace.monitoring.notify;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends to one receiver, once, and not for long. Goes where it is told to and nowhere else. */
final class Sender {

  /** What says that the message itself is not wanted. */
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 415, 422);

  /** What may say how long. */
  private static final Set<Integer> BUSY = Set.of(429, 503);

  private static final Duration LONGEST = Duration.ofHours(1);

  private final Webhook webhook;
  private final HttpClient http;
  private final CircuitBreaker breaker;
  private final Clock clock;
  private final Duration patience;
  private final @Nullable Signature signature;

  /** The receiver wants nothing before. */
  private volatile Instant wanted = Instant.MIN;

  /**
   * @param patience with which an answer is waited for
   */
  Sender(Webhook webhook, HttpClient http, CircuitBreaker breaker, Clock clock, Duration patience) {
    this.webhook = webhook;
    this.http = http;
    this.breaker = breaker;
    this.clock = clock;
    this.patience = patience;
    this.signature =
        webhook.format() == Webhook.Format.CLOUDEVENTS ? Signature.of(webhook.secret()) : null;
  }

  /** A client for all receivers. */
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  Delivery send(Notice notice) throws InterruptedException {
    if (clock.instant().isBefore(wanted)) {
      return new Delivery.Failed("it wants nothing before " + wanted);
    }
    try {
      breaker.acquirePermission();
    } catch (CallNotPermittedException e) {
      return new Delivery.Failed("it is left alone for a while after it has failed repeatedly");
    }
    long began = breaker.getCurrentTimestamp();
    Delivery delivery = post(notice);
    long took = breaker.getCurrentTimestamp() - began;
    if (delivery instanceof Delivery.Failed(String reason)) {
      breaker.onError(took, breaker.getTimestampUnit(), new IOException(reason));
    } else {
      breaker.onSuccess(took, breaker.getTimestampUnit());
    }
    return delivery;
  }

  /** An address is a secret, so nothing is said that may hold it. */
  private Delivery post(Notice notice) throws InterruptedException {
    try {
      HttpResponse<InputStream> answer =
          http.send(request(notice), HttpResponse.BodyHandlers.ofInputStream());
      answer.body().close();
      wanted = wanted(answer);
      return delivery(answer.statusCode());
    } catch (IOException e) {
      return new Delivery.Failed("it cannot be reached: " + e.getClass().getSimpleName());
    }
  }

  /** As Retry-After says, in seconds or as a date; at most an hour away, whatever it says. */
  private Instant wanted(HttpResponse<?> answer) {
    Instant now = clock.instant();
    if (!BUSY.contains(answer.statusCode())) {
      return Instant.MIN;
    }
    Instant wanted = answer.headers().firstValue("Retry-After").map(this::time).orElse(Instant.MIN);
    Instant longest = now.plus(LONGEST);
    return wanted.isAfter(longest) ? longest : wanted;
  }

  private Instant time(String retryAfter) {
    String value = retryAfter.strip();
    try {
      return value.matches("\\d{1,9}")
          ? clock.instant().plusSeconds(Long.parseLong(value))
          : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  private static Delivery delivery(int status) {
    if (status / 100 == 2) {
      return new Delivery.Taken();
    }
    String reason = "it answers " + status;
    return REFUSALS.contains(status) ? new Delivery.Refused(reason) : new Delivery.Failed(reason);
  }

  private HttpRequest request(Notice notice) {
    byte[] body = Bodies.of(notice, webhook.format());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(webhook.url())
            .timeout(patience)
            .header("Content-Type", Bodies.mediaType(webhook.format()))
            .header("User-Agent", "millrace")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (signature != null) {
      Instant now = clock.instant();
      request
          .header("webhook-id", notice.id())
          .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
          .header("webhook-signature", signature.sign(notice.id(), now, body));
    }
    return request.build();
  }
}
