package io.millrace.cli;

import io.millrace.cli.connect.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of several stacks: a folder of its own has its addresses and tokens. */
record Context(String name) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Its folder, below that of this machine's own stack. */
  Path in(Path home) {
    Path folder = home.resolve("contexts").resolve(name);
    if (Files.notExists(folder.resolve("stack.json"))) {
      throw CommandFailure.misused(
          "there is no context '%s': %s is missing".formatted(name, folder.resolve("stack.json")));
    }
    return folder;
  }

  /** As it is written on a command line. */
  static final class Parameter implements ITypeConverter<Context> {

    @Override
    public Context convert(String text) {
      if (!NAME.matcher(text).matches()) {
        throw new TypeConversionException(
            "'%s' is no context; allowed: small letters, digits and hyphens".formatted(text));
      }
      return new Context(text);
    }
  }
}
