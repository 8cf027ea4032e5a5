package io.millrace.cli.connect;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Talks to the services of one stack. Requests in order use one connection a service. */
public final class Client implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Duration USUAL_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** So much longer, at most, is waited than was asked for, lest all come back at once. */
  private static final double JITTER = 0.25;

  private final Connection connection;
  private final Duration patience;
  private final Pause pause;
  private final HttpClient http;
  private final Set<Service> known = ConcurrentHashMap.newKeySet();

  public Client(Connection connection) {
    this(connection, Duration.ofSeconds(60), Pause.real());
  }

  /**
   * @param patience how long an answer may take
   */
  public Client(Connection connection, Duration patience, Pause pause) {
    this.connection = connection;
    this.patience = patience;
    this.pause = pause;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /** The stack it talks to. */
  public Connection connection() {
    return connection;
  }

  /** Asks, and waits for the answer, whatever it is. */
  public Answer send(Request request) {
    return send(request, body(request), patience);
  }

  /**
   * As {@link #send(Request)}, with a file as the body, read as it is sent.
   *
   * @param longest how long the answer may take
   */
  public Answer upload(Request request, Path file, Duration longest) {
    try {
      return send(request, BodyPublishers.ofFile(file), longest);
    } catch (FileNotFoundException e) {
      throw CommandFailure.misused("cannot read " + file);
    }
  }

  /**
   * As {@link #upload(Request, Path, Duration)}.
   *
   * @param sent is told, now and then, how many bytes have gone
   */
  public Answer upload(Request request, Path file, Duration longest, LongConsumer sent) {
    try {
      BodyPublisher body =
          BodyPublishers.ofInputStream(
              () -> {
                try {
                  return new CountedInput(Files.newInputStream(file), sent);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      return send(request, BodyPublishers.fromPublisher(body, Files.size(file)), longest);
    } catch (IOException e) {
      throw CommandFailure.misused("cannot read " + file);
    }
  }

  /**
   * Asks for a file, and writes it as it comes; anything but a success is a failure in words.
   *
   * @param received is told, now and then, how many bytes have come, and how many will (-1 where
   *     nobody says)
   * @return the answer's headers
   */
  public HttpHeaders download(Request request, Path file, Duration longest, Received received) {
    URI address = connection.address(request.service());
    try {
      HttpResponse<InputStream> response =
          http.send(toHttp(request, address, body(request), longest), BodyHandlers.ofInputStream());
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          byte[] whole = body.readAllBytes();
          JsonNode _ =
              new Answer(request, response.statusCode(), whole, json(whole), retryAfter(response))
                  .orFail();
        }
        try (InputStream counted = new CountedInput(body, bytes -> received.of(bytes, length))) {
          long bytes = Files.copy(counted, file, StandardCopyOption.REPLACE_EXISTING);
          if (length >= 0 && bytes != length) {
            throw new IOException("%d of %d bytes came".formatted(bytes, length));
          }
        }
      }
      return response.headers();
    } catch (IOException e) {
      throw CommandFailure.failed(Complaint.of(e, request, address, longest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted");
    }
  }

  /** Hears how far a download is. */
  @FunctionalInterface
  public interface Received {

    void of(long bytes, long all);
  }

  private Answer send(Request request, BodyPublisher body, Duration longest) {
    URI address = connection.address(request.service());
    try {
      return exchange(request, address, body, longest);
    } catch (IOException e) {
      throw CommandFailure.failed(Complaint.of(e, request, address, longest));
    }
  }

  private Answer exchange(Request request, URI address) throws IOException {
    return exchange(request, address, body(request), patience);
  }

  private Answer exchange(Request request, URI address, BodyPublisher body, Duration longest)
      throws IOException {
    try {
      HttpResponse<byte[]> response =
          http.send(toHttp(request, address, body, longest), BodyHandlers.ofByteArray());
      known.add(request.service());
      return new Answer(
          request,
          response.statusCode(),
          response.body(),
          json(response.body()),
          retryAfter(response));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted");
    }
  }

  /**
   * Asks again while the service is busy, as late as it wants.
   *
   * @param longest how long to wait in all; then the answer is that it is busy
   */
  public Answer insist(Request request, Duration longest) {
    Duration left = longest;
    Answer answer = send(request);
    while (answer.isBusy() && isWithin(left, pauseAfter(answer))) {
      left = left.minus(hold(pauseAfter(answer)));
      answer = send(request);
    }
    return answer;
  }

  /**
   * As {@link #insist}, and asks again also where a service that has answered before does not
   * answer at all. For what does no harm when it is done twice: nobody knows whether the first time
   * it was.
   */
  public Answer persist(Request request, Duration longest) {
    URI address = connection.address(request.service());
    Duration left = longest;
    while (true) {
      Duration next;
      try {
        Answer answer = exchange(request, address);
        if (!answer.isBusy() || !isWithin(left, pauseAfter(answer))) {
          return answer;
        }
        next = pauseAfter(answer);
      } catch (IOException e) {
        if (!known.contains(request.service()) || !isWithin(left, USUAL_PAUSE)) {
          throw CommandFailure.failed(Complaint.of(e, request, address, patience));
        }
        next = USUAL_PAUSE;
      }
      left = left.minus(hold(next));
    }
  }

  private static Duration pauseAfter(Answer answer) {
    Duration asked = answer.retryAfter().orElse(USUAL_PAUSE);
    return asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE;
  }

  private static boolean isWithin(Duration left, Duration next) {
    return next.compareTo(left) <= 0;
  }

  /** Waits, a little longer than asked. */
  public Duration hold(Duration asked) {
    double longer = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
    pause.hold(Duration.ofNanos((long) (asked.toNanos() * longer)));
    return asked;
  }

  /** The body of a success, after a little insisting; anything else is a failure in words. */
  public JsonNode ask(Request request) {
    return insist(request, Duration.ofSeconds(10)).orFail();
  }

  /**
   * Asks, and hands on each line of the answer as it comes, each a JSON value; anything but a
   * success is a failure in words.
   */
  public void follow(Request request, Consumer<JsonNode> lines) {
    URI address = connection.address(request.service());
    try {
      HttpResponse<Stream<String>> response =
          http.send(toHttp(request, address, body(request), patience), BodyHandlers.ofLines());
      try (Stream<String> body = response.body()) {
        if (response.statusCode() == 200) {
          body.forEach(line -> lines.accept(JSON.readTree(line)));
          return;
        }
        byte[] whole = body.collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8);
        JsonNode _ =
            new Answer(request, response.statusCode(), whole, json(whole), retryAfter(response))
                .orFail();
      }
    } catch (IOException e) {
      throw CommandFailure.failed(Complaint.of(e, request, address, patience));
    } catch (UncheckedIOException e) {
      throw CommandFailure.failed(
          Complaint.of(Objects.requireNonNull(e.getCause()), request, address, patience));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted");
    }
  }

  /** As {@link #ask}, for what is no JSON. */
  public byte[] fetch(Request request) {
    Answer answer = insist(request, Duration.ofSeconds(10));
    answer.orFail();
    return answer.content();
  }

  /** Leaves the stack alone for a while. */
  public void pause(Duration time) {
    hold(time);
  }

  private static BodyPublisher body(Request request) {
    return request.body().length == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.ofByteArray(request.body());
  }

  private HttpRequest toHttp(Request request, URI address, BodyPublisher body, Duration longest) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(address + request.path()))
            .timeout(longest)
            .header("Accept", request.accept())
            .method(request.method(), body);
    if (!request.contentType().isEmpty()) {
      builder.header("Content-Type", request.contentType());
    }
    connection
        .token(request.role())
        .ifPresent(token -> builder.header("Authorization", "Bearer " + token));
    return builder.build();
  }

  private static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .map(String::strip)
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  @Override
  public void close() {
    http.close();
  }
}
