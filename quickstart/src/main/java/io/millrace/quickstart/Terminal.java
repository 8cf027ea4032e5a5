package io.millrace.quickstart;

import java.io.PrintStream;
import java.time.Duration;

/**
 * What people see: plain lines, with colours where there is a terminal that shows them.
 *
 * @param out as it was before logging took standard output over
 */
public record Terminal(PrintStream out, boolean colours, long began) {

  private static final String RESET = "\u001b[0m";

  /** Standard output, with the clock set to zero. */
  public static Terminal standard() {
    java.io.Console console = System.console();
    boolean colours =
        console != null
            && console.isTerminal()
            && System.getenv("NO_COLOR") == null
            && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(System.out, colours, System.nanoTime());
  }

  /** How a line looks on a terminal with colours. */
  public enum Tone {
    PLAIN(""),
    QUIET("\u001b[2m"),
    GOOD("\u001b[32m"),
    NOTABLE("\u001b[33m"),
    BAD("\u001b[31m"),
    STRONG("\u001b[1m");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  public void line(String text) {
    line(Tone.PLAIN, text);
  }

  public void line(Tone tone, String text) {
    out.println(colours && tone != Tone.PLAIN ? tone.code + text + RESET : text);
    out.flush();
  }

  /** A line that begins with the time since the start. */
  public void event(Tone tone, String text) {
    line(tone, "%6.1f s  %s".formatted(elapsed().toMillis() / 1e3, text));
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
