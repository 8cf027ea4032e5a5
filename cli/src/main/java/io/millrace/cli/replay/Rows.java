package io.millrace.cli.replay;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rows of one file, in order. */
interface Rows extends AutoCloseable {

  /** The names in the header; empty for a format that has none. */
  Optional<List<String>> columns();

  /** The next row; empty at the end. */
  Optional<Row> next() throws IOException;

  @Override
  void close() throws IOException;
}
