package io.millrace.acceptance.faults.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The samples as CSV. */
public final class SampleFile {

  private SampleFile() {}

  public static void write(Path file, List<Sample> samples) {
    Stream<String> lines =
        Stream.concat(Stream.of("seconds,part,measure,value"), samples.stream().map(Sample::csv));
    try {
      Files.write(file, lines.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
