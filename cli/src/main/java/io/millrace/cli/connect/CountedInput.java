package io.millrace.cli.connect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Says how much of it has been read. */
final class CountedInput extends FilterInputStream {

  private final LongConsumer read;
  private long bytes;

  CountedInput(InputStream in, LongConsumer read) {
    super(in);
    this.read = read;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] piece, int from, int length) throws IOException {
    int count = super.read(piece, from, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int more) {
    bytes += more;
    read.accept(bytes);
  }
}
