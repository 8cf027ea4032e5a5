package io.millrace.cli.connect;

/** What a command could not do; the message is for people and says what to do next. */
public final class CommandFailure extends RuntimeException {

  /** It was asked for rightly, and did not work. */
  public static final int FAILED = 1;

  /** It was asked for wrongly: an option, a file, a name. */
  public static final int MISUSED = 2;

  /** It worked, and some rows were refused. */
  public static final int REFUSED = 3;

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  public static CommandFailure failed(String message) {
    return new CommandFailure(message, FAILED);
  }

  public static CommandFailure misused(String message) {
    return new CommandFailure(message, MISUSED);
  }

  /**
   * The same, where more than one place is talked to.
   *
   * @param place in a word
   */
  public CommandFailure in(String place) {
    CommandFailure failure = new CommandFailure(place + ": " + getMessage(), exitCode);
    failure.initCause(this);
    return failure;
  }

  public int exitCode() {
    return exitCode;
  }
}
