package io.millrace.acceptance.loop;

import io.millrace.acceptance.loop.Stream.Block;
import io.millrace.acceptance.loop.Stream.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the price of electricity goes up: New South Wales, 1996 to 1998 (Harries 1999). */
final class Elec2 {

  private static final int QUARTERS = 4;

  private Elec2() {}

  /**
   * @param most the first rows of the file that are used
   */
  static Stream stream(Path file, int warmUp, int most) {
    try (var lines = Files.lines(file)) {
      List<String> all = lines.limit(1L + most).toList();
      List<String> names = List.of(all.getFirst().split(",", -1));
      List<Event> events = all.stream().skip(1).map(Elec2::event).toList();
      return new Stream(
          "elec2",
          names.getLast(),
          names.subList(0, names.size() - 1),
          events,
          quarters(warmUp, events.size()),
          warmUp);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Event event(String line) {
    List<String> fields = List.of(line.split(",", -1));
    return new Event(fields.subList(0, fields.size() - 1), fields.getLast());
  }

  /** Nobody knows when that world changes. */
  private static List<Block> quarters(int first, int end) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < QUARTERS; i++) {
      int from = first + (end - first) * i / QUARTERS;
      int to = first + (end - first) * (i + 1) / QUARTERS;
      blocks.add(new Block("quarter " + (i + 1), from, to));
    }
    return blocks;
  }
}
