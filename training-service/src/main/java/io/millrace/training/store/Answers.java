package io.millrace.training.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A trial's answers as bytes: floats, little-endian. */
final class Answers {

  private Answers() {}

  static byte[] bytes(float[] answers) {
    ByteBuffer bytes = ByteBuffer.allocate(answers.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(answers);
    return bytes.array();
  }

  static float[] of(byte[] bytes) {
    float[] answers = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(answers);
    return answers;
  }
}
