package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Body;
import java.util.Map;

/** Lets the fuzzer in to what reads the body of a problem file. */
public final class ProblemBodies {

  private ProblemBodies() {}

  public static Map<String, Object> read(byte[] content, String mediaType) {
    return ProblemTrees.read(new Body(content, mediaType, _ -> null));
  }
}
