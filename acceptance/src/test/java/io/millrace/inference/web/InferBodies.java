package io.millrace.inference.web;

import io.millrace.inference.protocol.InferRequest;

/** Lets the fuzzer in to what reads the body of an inference request. */
public final class InferBodies {

  private InferBodies() {}

  public static InferRequest read(byte[] content) {
    return InferRequestReader.read("pumps", "", content);
  }
}
