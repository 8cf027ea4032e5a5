package io.millrace.inference.web;

import io.millrace.inference.score.RowSource;
import java.util.List;

/** Lets the fuzzer in to what reads the body of a request for predictions. */
public final class PredictBodies {

  private static final int MOST_ROWS = 1000;

  private PredictBodies() {}

  public static List<?> read(byte[] content) {
    return source(content).rows();
  }

  /** The same, to be read into columns. */
  public static RowSource source(byte[] content) {
    return PredictRequest.of(content, MOST_ROWS);
  }
}
