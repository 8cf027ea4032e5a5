package io.millrace.inference.web;

import io.millrace.inference.traffic.Failure;
import io.millrace.starter.web.ProblemDetailException;

/** How a request failed, by what it is answered. */
final class HttpFailures {

  private HttpFailures() {}

  static Failure of(Throwable thrown) {
    if (!(thrown instanceof ProblemDetailException answered)) {
      return Failure.inside(thrown);
    }
    return switch (answered.status()) {
      case NOT_FOUND -> Failure.UNKNOWN_VERSION;
      case REQUEST_TIMEOUT -> Failure.SLOW_BODY;
      case CONFLICT -> Failure.NO_MODEL;
      case CONTENT_TOO_LARGE -> Failure.TOO_LARGE;
      case TOO_MANY_REQUESTS -> Failure.OVERLOADED;
      case SERVICE_UNAVAILABLE -> Failure.NOT_READY;
      default ->
          answered.status().is4xxClientError() ? Failure.INVALID_REQUEST : Failure.inside(answered);
    };
  }
}
