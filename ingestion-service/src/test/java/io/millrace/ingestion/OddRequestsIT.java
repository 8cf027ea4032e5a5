package io.millrace.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that nobody should send are refused for what they are; none is answered 500. */
class OddRequestsIT extends RunningService {

  private static final String EVENT = "{\"temperature\":1}";

  @Test
  void aBodyThatTricklesInIsEndedAlthoughItNeverPauses() throws Exception {
    String name = rooms();
    try (RawRequest request = new RawRequest(port)) {
      request.send(head(name, "Content-Type: application/x-ndjson\r\nContent-Length: 90000\r\n"));

      Awaitility.await()
          .pollInterval(100, TimeUnit.MILLISECONDS)
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> !request.trickles("{"));

      String answer = request.answer();
      assertThat(RawRequest.status(answer)).isEqualTo(408);
      assertThat(answer).contains("(body-timeout)").containsIgnoringCase("connection: close");
    }
    assertThat(records(Topics.EVENTS, of(name))).isEmpty();
  }

  @Test
  void aBodyThatStopsComingIsEnded() throws Exception {
    try (RawRequest request = new RawRequest(port)) {
      request.send(
          head(rooms(), "Content-Type: application/json\r\nContent-Length: 1000\r\n") + "[");

      assertThat(RawRequest.status(request.answer())).isEqualTo(408);
    }
  }

  @Test
  void hangsUpOnWhoTricklesABodyThatWasAnsweredLongAgo() throws Exception {
    try (RawRequest request = new RawRequest(port)) {
      request.send(
          head(rooms(), "Content-Type: application/json\r\nContent-Length: 90000\r\n")
              .replace("Bearer ", "Bearer not-"));

      assertThat(RawRequest.status(request.answer())).isEqualTo(401);

      Awaitility.await()
          .pollInterval(100, TimeUnit.MILLISECONDS)
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> !request.trickles("{"));
    }
  }

  @Test
  void whoeverIsRefusedIsHeardOutAndMaySendAgain() throws Exception {
    String name = rooms();
    try (RawRequest request = new RawRequest(port)) {
      for (int i = 0; i < 3; i++) {
        request.send(
            head(name, "Content-Type: text/plain\r\nContent-Length: 90000\r\n")
                + "x".repeat(90_000));

        assertThat(RawRequest.status(request.answer())).isEqualTo(415);
      }
    }
  }

  @Test
  void anAnswerThatNobodyReadsFreesItsMemory() throws Exception {
    String name = rooms();
    byte[] body = "5\n".repeat(3000).getBytes(UTF_8);
    for (int i = 0; i < 5; i++) {
      RawRequest unread = new RawRequest(port);
      unread.send(
          head(
              name,
              "Content-Type: application/x-ndjson\r\nContent-Length: %d\r\n"
                  .formatted(body.length)));
      unread.send(body);
    }

    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () ->
                post(name + "/events", "application/x-ndjson", "5\n".repeat(3000)).status() == 202);
  }

  @Test
  void readsABodyOfUnknownLengthAndAnOldProtocol() throws Exception {
    String name = rooms();
    try (RawRequest chunked = new RawRequest(port);
        RawRequest old = new RawRequest(port)) {
      chunked.send(
          head(name, "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n")
              + "%x\r\n%s\r\n0\r\n\r\n".formatted(EVENT.length(), EVENT));
      old.send(
          head(
                      name,
                      "Content-Type: application/json\r\nContent-Length: %d\r\n"
                          .formatted(EVENT.length()))
                  .replace("HTTP/1.1", "HTTP/1.0")
              + EVENT);

      assertThat(RawRequest.status(chunked.answer())).isEqualTo(202);
      assertThat(RawRequest.status(old.answer())).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n` | `zz\r\n{}\r\n` | 400",
        "`Content-Type: application/json\r\nContent-Length: -5\r\n` | `{}` | 400",
        "`Content-Type: application/json\r\nContent-Length: 99999999999999999999\r\n` | `{}` | 400",
        "`Content-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n` | `{}` | 400",
        "`Content-Type: application/json\r\nContent-Length: 99999999\r\n` | `` | 413",
        "`Content-Type: \u0001/;;=\r\nContent-Length: 2\r\n` | `{}` | 415",
        "`Content-Type: application/json; charset=\"\r\nContent-Length: 2\r\n` | `{}` | 415",
        "`Content-Type: application/json; charset=nonsense\r\nContent-Length: 2\r\n` | `{}` | 415",
        "`Content-Type: application/*\r\nContent-Length: 2\r\n` | `{}` | 415",
        "`Content-Type: */*\r\nContent-Length: 2\r\n` | `{}` | 415",
        "`Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 2\r\n` | `{}` | 415",
        "`Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n` | `%zz` | 415",
        "`Content-Type: application/json\r\nContent-Encoding: br\r\nContent-Length: 2\r\n` | `{}` | 415",
        "`Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n` | `{}` | 400",
        "`Content-Type: application/json\r\nX-Correlation-Id: a\u0007b\r\nContent-Length: 2\r\n` | `[]` | 202",
        "`Content-Type: application/json\r\nAccept: image/png\r\nContent-Length: 2\r\n` | `[]` | 406",
      })
  void answersOddHeaders(String headers, String body, int status) throws Exception {
    try (RawRequest request = new RawRequest(port)) {
      request.send(
          head(rooms(), headers.translateEscapes().replace("\\u0001", "\u0001"))
              + (body == null ? "" : body.translateEscapes()));

      String answer = request.answer();

      assertThat(RawRequest.status(answer)).as(answer).isIn(status, 400);
    }
  }

  @Test
  void refusesAHeadThatIsTooLong() throws Exception {
    try (RawRequest request = new RawRequest(port)) {
      request.send(head(rooms(), "X-Long: %s\r\n".formatted("x".repeat(100_000))));

      assertThat(RawRequest.status(request.answer())).isIn(400, 431);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"temperature\":1e400}",
        "{\"temperature\":-1E+99999}",
        "{\"temperature\":NaN}",
        "{\"temperature\":1,\"temperature\":2}",
        "{\"temperature\":1,\"at\":\"+999999999-12-31T23:59:59Z\"}",
        "{\"temperature\":1,\"at\":\"-999999999-01-01\"}",
        "{\"temperature\":1,\"at\":99999999999999999999}",
        "{\"temperature\":1,\"at\":1e308}",
        "{\"temperature\":1,\"event_id\":\"a\\u0000b\"}",
        "{\"temperature\":1,\"event_id\":\"\\ud83d\"}",
        "{\"temperature\":1,\"event_id\":\"\\r\\nX-Evil: 1\"}",
        "{\"temperature\":1,\"room\":\"\\u202e\\ufeff\\u2028\"}",
        "{\"temperature\":1,\"room\":\"../../../etc\"}",
        "{\"temperature\":1,\"\\ud83d\":1,\"\":2}",
        "{\"temperature\":1,\"occupied\":\"\\ufffe\"}",
        "\ufeff{\"temperature\":1}",
        "\u0000",
        "{\"temperature\":1}\u0000",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
      })
  void answersOddRowsInEveryFormat(String row) {
    String name = rooms();
    for (String type :
        new String[] {
          "application/json", "application/x-ndjson", "text/csv", "application/cloudevents+json"
        }) {
      for (byte[] body : new byte[][] {row.getBytes(UTF_8), cut(row)}) {
        Answer answer = send("POST", "/v1/problems/%s/events".formatted(name), body, headers(type));
        assertThat(answer.status()).as("%s %s", type, row).isIn(202, 400);
        assertThat(
                send("POST", "/v1/problems/%s/ground-truth".formatted(name), body, headers(type))
                    .status())
            .isIn(202, 400);
      }
    }
  }

  /** As text of which a byte is no UTF-8. */
  private static byte[] cut(String row) {
    byte[] bytes = row.getBytes(UTF_8);
    bytes[bytes.length / 2] = (byte) 0xC3;
    return bytes;
  }

  @Test
  void endsGzipThatUnpacksWithoutEndOrIsCutShort() throws Exception {
    String name = rooms();
    byte[] packed = gzip(EVENT.getBytes(UTF_8));
    byte[] half = java.util.Arrays.copyOf(packed, packed.length / 2);
    byte[] tail = java.util.Arrays.copyOf(packed, packed.length + 3);

    assertThat(gzipped(name, gzip(new byte[50_000_000]))).isEqualTo(413);
    assertThat(gzipped(name, half)).isEqualTo(400);
    assertThat(gzipped(name, tail)).isIn(202, 400);
    assertThat(gzipped(name, new byte[0])).isEqualTo(400);
    assertThat(gzipped(name, packed)).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/problems/%00/events",
        "/v1/problems/a%2Fb/events",
        "/v1/problems/..%2F..%2Fetc/events",
        "/v1/problems/%ff/events",
        "/v1/problems/A/events",
        "/v1/problems//events",
        "/v1/problems/a;b=c/events",
        "/v1/problems/%F0%9F%98%80/events",
      })
  void answersOddAddresses(String path) throws Exception {
    for (String method : new String[] {"POST", "GET", "PUT", "DELETE", "PATCH", "TRACE", "FOO"}) {
      try (RawRequest request = new RawRequest(port)) {
        request.send(
            "%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 0\r\n\r\n"
                .formatted(method, path, token("data-scientist")));

        assertThat(RawRequest.status(request.answer())).as(method + path).isBetween(400, 499);
      }
    }
  }

  private int gzipped(String name, byte[] body) {
    Map<String, String> headers = new java.util.HashMap<>(headers("application/x-ndjson"));
    headers.put("Content-Encoding", "gzip");
    return send("POST", "/v1/problems/%s/events".formatted(name), body, headers).status();
  }

  private static Map<String, String> headers(String type) {
    return Map.of("Authorization", "Bearer " + token("device"), "Content-Type", type);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private String head(String name, String headers) {
    return "POST /v1/problems/%s/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%s\r\n"
        .formatted(name, token("device"), headers);
  }
}
