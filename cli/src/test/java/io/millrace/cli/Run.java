package io.millrace.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;

/** One run of the command, in this process. */
record Run(int exitCode, String out, String err) {

  static Run of(Path home, String command, Object... args) {
    return command(
        command, Stream.concat(Stream.of("--home", home), Arrays.stream(args)).toArray());
  }

  /** Of a command that no stack concerns. */
  static Run command(String command, Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Millrace.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all =
        Stream.concat(Stream.of(command), Arrays.stream(args).map(String::valueOf))
            .toArray(String[]::new);
    int exitCode = line.execute(all);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
