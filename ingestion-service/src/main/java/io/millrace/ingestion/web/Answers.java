package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.BrokenBodyException;
import io.millrace.ingestion.accept.LogUnavailableException;
import io.millrace.ingestion.accept.RowTooLargeException;
import io.millrace.ingestion.accept.Text;
import io.millrace.ingestion.accept.TooManyRowsException;
import io.millrace.ingestion.accept.UnknownFormatException;
import io.millrace.starter.web.ProblemDetailException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.messaging.MessagingException;

/** How what goes wrong with a request is answered. */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final String SOON = "1";
  private static final String LATER = "5";

  private Answers() {}

  static <T> T of(Supplier<T> work) {
    try {
      return work.get();
    } catch (BrokenBodyException e) {
      throw new ProblemDetailException(
          HttpStatus.BAD_REQUEST,
          "Broken body",
          "%s (line %d, column %d). Nothing of it was accepted."
              .formatted(e.getMessage(), e.line(), e.column()),
          Map.of("line", e.line(), "column", e.column()));
    } catch (BodyIntake.SlowBodyException e) {
      throw problem(HttpStatus.REQUEST_TIMEOUT, "Body too slow", e)
          .with(HttpHeaders.CONNECTION, "close");
    } catch (BodyIntake.BodyTooLargeException
        | InFlight.NeverFitsException
        | RowTooLargeException
        | TooManyRowsException e) {
      throw problem(HttpStatus.CONTENT_TOO_LARGE, "Body too large", e);
    } catch (BodyIntake.UnsupportedBodyException | UnknownFormatException e) {
      throw problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported format", e);
    } catch (InFlight.OverloadException e) {
      throw problem(HttpStatus.TOO_MANY_REQUESTS, "Overload", e)
          .with(HttpHeaders.RETRY_AFTER, SOON);
    } catch (UncheckedIOException e) {
      throw storeAway(e);
    } catch (LogUnavailableException | MessagingException e) {
      if (e.getCause() == null) {
        LOG.debug("A request was not tried: {}", e.getMessage());
      } else {
        LOG.warn("A request was not acknowledged: {}", reason(e));
      }
      throw new ProblemDetailException(
              HttpStatus.SERVICE_UNAVAILABLE,
              "Not acknowledged",
              "The broker did not acknowledge the request in time. Some of it may have arrived:"
                  + " send it again, with the same ids.")
          .with(HttpHeaders.RETRY_AFTER, LATER);
    }
  }

  /** Without a stack: during an outage this is said for every request. */
  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null || cause == failure ? failure.toString() : failure + ": " + cause;
  }

  /** The store is asked for in vain; whoever asks may come again. */
  private static ProblemDetailException storeAway(UncheckedIOException e) {
    LOG.warn("The store did not answer: {}", reason(e));
    return new ProblemDetailException(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Store away",
            "The blob store does not answer. Try again in a moment.")
        .with(HttpHeaders.RETRY_AFTER, LATER);
  }

  static ProblemDetailException starting() {
    return new ProblemDetailException(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Starting",
            "The service is still learning which problems there are. Try again in a moment.")
        .with(HttpHeaders.RETRY_AFTER, SOON);
  }

  static ProblemDetailException unknownProblem(String name) {
    return new ProblemDetailException(
        HttpStatus.NOT_FOUND,
        "Unknown problem",
        "There is no problem '%s'. PUT its file to /v1/problems/{problem} first."
            .formatted(Text.shown(name.length() > 63 ? name.substring(0, 63) + "…" : name)));
  }

  private static ProblemDetailException problem(
      HttpStatus status, String title, RuntimeException e) {
    return new ProblemDetailException(status, title, String.valueOf(e.getMessage()));
  }
}
