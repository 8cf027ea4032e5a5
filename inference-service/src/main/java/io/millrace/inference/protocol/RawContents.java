package io.millrace.inference.protocol;

import static io.millrace.inference.protocol.RefusedRequestException.malformed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tensors as plain bytes: elements one after another, in little-endian order, a text after its
 * length in four bytes.
 */
public final class RawContents {

  private static final int LENGTH = Integer.BYTES;

  private RawContents() {}

  public static Elements read(String tensor, Datatype datatype, List<Long> shape, ByteBuffer raw) {
    ByteBuffer bytes = raw.slice().order(ByteOrder.LITTLE_ENDIAN);
    return datatype == Datatype.BYTES
        ? readTexts(tensor, shape, bytes)
        : readFixed(tensor, datatype, shape, bytes);
  }

  private static Elements readFixed(
      String tensor, Datatype datatype, List<Long> shape, ByteBuffer bytes) {
    if (bytes.remaining() % datatype.size() != 0) {
      throw malformed(
          "The raw contents of the tensor '%s' are %d bytes, which are no %s.",
          tensor, bytes.remaining(), datatype);
    }
    int count = bytes.remaining() / datatype.size();
    Tensor.requireCount(tensor, shape, count);
    ElementsBuilder elements = new ElementsBuilder(tensor, datatype, count);
    for (int i = 0; i < count; i++) {
      readOne(datatype, bytes, elements);
    }
    return elements.build();
  }

  private static void readOne(Datatype datatype, ByteBuffer bytes, ElementsBuilder elements) {
    switch (datatype) {
      case BOOL -> readFlag(bytes.get(), elements);
      case INT8 -> elements.addWhole(bytes.get());
      case INT16 -> elements.addWhole(bytes.getShort());
      case INT32 -> elements.addWhole(bytes.getInt());
      case INT64 -> elements.addWhole(bytes.getLong());
      case UINT8 -> elements.addWhole(Byte.toUnsignedLong(bytes.get()));
      case UINT16 -> elements.addWhole(Short.toUnsignedLong(bytes.getShort()));
      case UINT32 -> elements.addWhole(Integer.toUnsignedLong(bytes.getInt()));
      case UINT64 -> elements.addUnsigned(bytes.getLong());
      case FP16 -> elements.addNumber(Float.float16ToFloat(bytes.getShort()));
      case FP32 -> elements.addNumber(bytes.getFloat());
      case FP64 -> elements.addNumber(bytes.getDouble());
      case BYTES -> throw new IllegalArgumentException("Texts have no fixed size");
    }
  }

  /** Anything but 0 and 1 is refused as the number that it is. */
  private static void readFlag(byte value, ElementsBuilder elements) {
    if (value == 0 || value == 1) {
      elements.addFlag(value == 1);
    } else {
      elements.addWhole(value);
    }
  }

  private static Elements readTexts(String tensor, List<Long> shape, ByteBuffer bytes) {
    int count = countTexts(tensor, bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    Tensor.requireCount(tensor, shape, count);
    ElementsBuilder elements = new ElementsBuilder(tensor, Datatype.BYTES, count);
    for (int i = 0; i < count; i++) {
      int length = bytes.getInt();
      elements.addText(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
    }
    return elements.build();
  }

  private static int countTexts(String tensor, ByteBuffer bytes) {
    int count = 0;
    while (bytes.hasRemaining()) {
      int length = bytes.remaining() < LENGTH ? -1 : bytes.getInt();
      if (length < 0 || length > bytes.remaining()) {
        throw malformed("The raw contents of the tensor '%s' end within a text.", tensor);
      }
      bytes.position(bytes.position() + length);
      count++;
    }
    return count;
  }

  public static ByteBuffer write(OutputTensor output) {
    return switch (output.data()) {
      case OutputTensor.Texts(var values) -> writeTexts(values);
      case OutputTensor.Numbers(var values) -> writeNumbers(values);
    };
  }

  private static ByteBuffer writeNumbers(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer writeTexts(String[] values) {
    List<byte[]> texts =
        Arrays.stream(values).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    int size = texts.stream().mapToInt(text -> LENGTH + text.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    texts.forEach(text -> bytes.putInt(text.length).put(text));
    return bytes.flip();
  }
}
