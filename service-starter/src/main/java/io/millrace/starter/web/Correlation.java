package io.millrace.starter.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id that one turn of the loop carries from the event to the model that answers it. */
public final class Correlation {

  /** The HTTP header, in requests and answers. */
  public static final String HEADER = "X-Correlation-Id";

  /** Under which it stands in the log. */
  public static final String MDC_KEY = "correlationId";

  private static final int MAX_LENGTH = 128;

  private Correlation() {}

  /** Of the request or message being handled; a new one outside of both. */
  public static String current() {
    String id = MDC.get(MDC_KEY);
    return id == null ? create() : id;
  }

  public static String create() {
    return UUID.randomUUID().toString();
  }

  /**
   * Runs work under an id; afterwards the thread has the one it had before. What is not {@link
   * #isValid fit} in an id is replaced, so that no message writes lines into the log.
   */
  public static void run(String id, Runnable work) {
    String before = MDC.get(MDC_KEY);
    MDC.put(MDC_KEY, isValid(id) ? id : cleaned(id));
    try {
      work.run();
    } finally {
      restore(before);
    }
  }

  /** Whether an id from outside is fit to be kept: 1 to 128 printable ASCII characters. */
  public static boolean isValid(@Nullable String id) {
    return id != null
        && !id.isEmpty()
        && id.length() <= MAX_LENGTH
        && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static String cleaned(String id) {
    String printable = id.replaceAll("[^!-~]", "?");
    return printable.substring(0, Math.min(printable.length(), MAX_LENGTH));
  }

  static void restore(@Nullable String before) {
    if (before == null) {
      MDC.remove(MDC_KEY);
    } else {
      MDC.put(MDC_KEY, before);
    }
  }
}
