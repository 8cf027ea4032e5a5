package io.millrace.ingestion.accept;

import java.util.function.Consumer;

/** A format in which rows come. */
public interface RowReader {

  boolean reads(Body body);

  /**
   * Tells a body's rows apart.
   *
   * @throws BrokenBodyException when it cannot be told where one row ends and the next begins
   */
  void read(Body body, Consumer<Incoming> sink);
}
