package io.millrace.starter.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The segments of a shared library (ELF, 64 bits), which are all that is read when it is loaded.
 * What lies between and behind them is for debuggers and linkers: a fifth of PyTorch.
 */
final class Segments {

  private static final int HEADER = 64;
  private static final int ELF = 0x464c457f; // 0x7f, "ELF"
  private static final int BITS_64_LITTLE_ENDIAN = 0x0102;
  private static final int PROGRAMS = 0x20;
  private static final int SECTIONS = 0x28;
  private static final int PROGRAM_SIZE = 0x36;
  private static final int PROGRAM_COUNT = 0x38;
  private static final int SECTION_COUNT = 0x3c;
  private static final int SECTION_NAMES = 0x3e;
  private static final int LOADED = 1;
  private static final int OFFSET = 0x08;
  private static final int BYTES = 0x20;
  private static final int ALIGNMENT = 0x30;
  private static final int BUFFER = 1 << 20;

  /** A part of the file that is loaded as it is, and where in the file it goes. */
  private record Move(long from, long bytes, long to) {

    boolean takes(long place) {
      return place >= from && place < from + bytes;
    }

    long of(long place) {
      return place - from + to;
    }
  }

  private Segments() {}

  /** Leaves nothing else in it; a file that is no such library stays as it is. */
  static void keepAlone(Path library) throws IOException {
    try (FileChannel file =
        FileChannel.open(library, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer header = read(file, 0, HEADER);
      if (header.limit() == HEADER
          && header.getInt(0) == ELF
          && header.getShort(4) == BITS_64_LITTLE_ENDIAN) {
        keepAlone(file, header);
      }
    }
  }

  private static void keepAlone(FileChannel file, ByteBuffer header) throws IOException {
    int size = header.getShort(PROGRAM_SIZE);
    long programsAt = header.getLong(PROGRAMS);
    ByteBuffer programs = read(file, programsAt, size * header.getShort(PROGRAM_COUNT));
    List<Move> moves = moves(programs, size);
    OptionalLong programsTo = moved(moves, programsAt);
    if (programsTo.isEmpty()) {
      return;
    }
    for (int at : starts(programs, size)) {
      moved(moves, programs.getLong(at + OFFSET))
          .ifPresent(to -> programs.putLong(at + OFFSET, to));
    }
    header.putLong(PROGRAMS, programsTo.getAsLong()).putLong(SECTIONS, 0);
    header.putShort(SECTION_COUNT, (short) 0).putShort(SECTION_NAMES, (short) 0);
    long end = 0;
    for (Move move : moves) {
      move(file, move);
      end = move.to() + move.bytes();
    }
    file.write(programs, programsTo.getAsLong());
    file.write(header, 0);
    file.truncate(end);
  }

  /** Each close to the one before it, at the same place of a page of memory as it was. */
  private static List<Move> moves(ByteBuffer programs, int size) {
    List<Integer> loaded =
        starts(programs, size).stream()
            .filter(at -> programs.getInt(at) == LOADED)
            .sorted(Comparator.comparing(at -> programs.getLong(at + OFFSET)))
            .toList();
    List<Move> moves = new ArrayList<>();
    long end = 0;
    for (int at : loaded) {
      long from = programs.getLong(at + OFFSET);
      long bytes = programs.getLong(at + BYTES);
      long page = Math.max(1, programs.getLong(at + ALIGNMENT));
      long to = end + Math.floorMod(from - end, page);
      moves.add(new Move(from, bytes, to));
      end = to + bytes;
    }
    return moves;
  }

  private static List<Integer> starts(ByteBuffer programs, int size) {
    return IntStream.range(0, programs.limit() / size).mapToObj(index -> index * size).toList();
  }

  private static OptionalLong moved(List<Move> moves, long place) {
    return moves.stream()
        .filter(move -> move.takes(place))
        .mapToLong(move -> move.of(place))
        .findFirst();
  }

  /** Forward only, so that nothing is written over before it was read. */
  private static void move(FileChannel file, Move move) throws IOException {
    for (long done = 0; done < move.bytes() && move.from() != move.to(); done += BUFFER) {
      int bytes = (int) Math.min(BUFFER, move.bytes() - done);
      file.write(read(file, move.from() + done, bytes), move.to() + done);
    }
  }

  private static ByteBuffer read(FileChannel file, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int read = 0;
    while (read >= 0 && buffer.hasRemaining()) {
      read = file.read(buffer, from + buffer.position());
    }
    return buffer.flip();
  }
}
