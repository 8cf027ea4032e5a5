package io.millrace.cli.connect;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Puts a problem detail into words. */
final class Complaint {

  private Complaint() {}

  static String of(Answer answer) {
    return switch (answer.status()) {
      case 401 -> unknownToken(answer);
      case 403 ->
          "the token of role %s may not do this (%s %s)"
              .formatted(
                  answer.request().role().word(),
                  answer.request().method(),
                  answer.request().path());
      case 429, 503 -> busy(answer);
      default -> detail(answer);
    };
  }

  /** Why there was no answer. */
  static String of(IOException failure, Request request, URI address, Duration patience) {
    String service = request.service().word();
    return switch (failure) {
      case HttpConnectTimeoutException _ -> unreachable(service, address);
      case HttpTimeoutException _ ->
          "%s at %s did not answer within %d s".formatted(service, address, patience.toSeconds());
      case ConnectException _ -> unreachable(service, address);
      default ->
          "the connection to %s at %s broke (%s)".formatted(service, address, failure.getMessage());
    };
  }

  private static String unreachable(String service, URI address) {
    return "cannot reach %s at %s; is the stack up? 'millrace up' starts one"
        .formatted(service, address);
  }

  private static String unknownToken(Answer answer) {
    return ("%s does not know the token of role %s; tokens come from %s, or from tokens.json in the"
            + " folder of the stack that runs (--home)")
        .formatted(
            answer.request().service().word(),
            answer.request().role().word(),
            Connection.TOKEN_VARIABLE);
  }

  private static String busy(Answer answer) {
    return "%s is busy: %s".formatted(answer.request().service().word(), detail(answer));
  }

  private static String detail(Answer answer) {
    JsonNode body = answer.body();
    String title = body.path("title").asString("");
    String detail = body.path("detail").asString("");
    StringBuilder text = new StringBuilder(detail.isEmpty() ? title : detail);
    if (text.isEmpty()) {
      text.append(answer.request().service().word()).append(" answered ").append(answer.status());
    }
    for (JsonNode error : body.path("errors")) {
      text.append("\n  ").append(error(error));
    }
    return text.toString();
  }

  private static String error(JsonNode error) {
    String where = error.path("key").asString(error.path("field").asString(""));
    String allowed = error.path("allowed").asString(error.path("expected").asString(""));
    String text =
        "found %s; allowed: %s".formatted(error.path("found").asString("nothing"), allowed);
    return where.isEmpty() ? text : where + ": " + text;
  }
}
