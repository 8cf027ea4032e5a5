package io.millrace.cli;

import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.state.FaultFormat;
import io.millrace.cli.state.StatedFile;
import io.millrace.problem.ProblemName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Checks problem files where they are. No stack is asked. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Check problem files; no stack is needed.")
final class ValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Problem files, YAML or JSON, or folders of them.")
  private List<Path> files = List.of();

  @Option(
      names = "--format",
      paramLabel = "text|github|azure-pipelines",
      converter = Format.class,
      description = "How faults are said: ${DEFAULT-VALUE} unless stated.",
      defaultValue = "text")
  private FaultFormat format = FaultFormat.TEXT;

  private static final class Format implements ITypeConverter<FaultFormat> {
    @Override
    public FaultFormat convert(String word) {
      return Arrays.stream(FaultFormat.values())
          .filter(format -> format.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "found %s; allowed: text, github, azure-pipelines".formatted(word)));
    }
  }

  @Override
  public Integer call() {
    List<StatedFile> all = StatedFile.among(files).stream().map(StatedFile::read).toList();
    PrintWriter out = spec.commandLine().getOut();
    List<String> faults = new ArrayList<>();
    Map<ProblemName, StatedFile> named = new HashMap<>();
    for (StatedFile file : all) {
      file.faults().forEach(fault -> faults.add(format.say(file, fault)));
      file.name()
          .map(name -> named.putIfAbsent(name, file))
          .map(other -> format.say(file, sameAs(other)))
          .ifPresent(faults::add);
    }
    faults.forEach(out::println);
    out.flush();
    if (!faults.isEmpty()) {
      throw CommandFailure.failed(
          "faults found: %d; files read: %d".formatted(faults.size(), all.size()));
    }
    out.printf("%s in order%n", all.size() == 1 ? "1 file is" : all.size() + " files are");
    out.flush();
    return 0;
  }

  private static StatedFile.Fault sameAs(StatedFile other) {
    return new StatedFile.Fault(
        1,
        "problem: found the name that %s has; allowed: one file a problem".formatted(other.file()));
  }
}
