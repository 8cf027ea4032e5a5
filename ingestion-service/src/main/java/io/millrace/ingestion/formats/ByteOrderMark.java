package io.millrace.ingestion.formats;

/** The three bytes that some editors put before UTF-8 text. */
final class ByteOrderMark {

  private ByteOrderMark() {}

  /** 3 where a body starts with it, else 0. */
  static int length(byte[] bytes) {
    boolean there =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return there ? 3 : 0;
  }
}
