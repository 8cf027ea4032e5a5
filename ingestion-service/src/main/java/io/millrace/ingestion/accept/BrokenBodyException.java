package io.millrace.ingestion.accept;

/** A body is broken as a whole: nothing of it is accepted. */
public final class BrokenBodyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long line;
  private final long column;

  /**
   * @param line from 1
   * @param column from 1
   */
  public BrokenBodyException(String reason, long line, long column) {
    super(Text.shown(reason));
    this.line = line;
    this.column = column;
  }

  public long line() {
    return line;
  }

  public long column() {
    return column;
  }
}
