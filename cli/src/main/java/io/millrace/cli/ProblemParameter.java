package io.millrace.cli;

import io.millrace.problem.ProblemName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a problem's name from the command line. */
final class ProblemParameter implements ITypeConverter<ProblemName> {

  @Override
  public ProblemName convert(String value) {
    if (!ProblemName.isValid(value)) {
      throw new TypeConversionException(
          "'%s' is no problem name; allowed: %s".formatted(value, ProblemName.allowed()));
    }
    return new ProblemName(value);
  }
}
