package io.millrace.ingestion.accept;

/**
 * The bounds of one row, whatever its format.
 *
 * @param maxBytes as it comes; what is refused is kept whole up to here
 * @param maxColumns fields by name
 * @param maxDepth of what is nested in a field, which no problem names
 * @param maxDigits characters of one number
 */
public record RowBounds(int maxBytes, int maxColumns, int maxDepth, int maxDigits) {

  public Fault tooLong(long bytes) {
    return new Fault(
        "", "a row of %d bytes".formatted(bytes), "at most %d bytes (max-row)".formatted(maxBytes));
  }

  public Fault tooWide() {
    return new Fault(
        "",
        "a row of more than %d fields".formatted(maxColumns),
        "at most %d fields (max-columns)".formatted(maxColumns));
  }
}
