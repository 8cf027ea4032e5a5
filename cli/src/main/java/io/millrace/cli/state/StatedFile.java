package io.millrace.cli.state;

import io.millrace.cli.connect.CommandFailure;
import io.millrace.problem.ProblemError;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A problem file as it stands.
 *
 * @param text its bytes
 * @param tree what it holds; empty where it cannot be read at all
 * @param faults all that is wrong in it
 */
public record StatedFile(Path file, String text, JsonNode tree, List<Fault> faults) {

  /** Reads JSON too, which is YAML. */
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  public StatedFile {
    faults = List.copyOf(faults);
  }

  /**
   * One thing wrong.
   *
   * @param line where, from 1 on
   */
  public record Fault(int line, String message) {}

  /**
   * @throws CommandFailure where there is no such file
   */
  public static StatedFile read(Path file) {
    String text = text(file);
    try {
      JsonNode tree = YAML.readTree(text);
      if (tree.isObject()) {
        return checked(file, text, tree);
      }
      return unreadable(
          file,
          text,
          new Fault(
              1,
              tree.isMissingNode() || tree.isNull()
                  ? "it is empty"
                  : "it holds no keys and values; see docs/problem-file.md"));
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String why = e.getOriginalMessage().lines().findFirst().orElse("");
      return unreadable(file, text, new Fault(line, "it is no YAML: " + why));
    }
  }

  private static StatedFile checked(Path file, String text, JsonNode tree) {
    Map<String, @Nullable Object> values = YAML.convertValue(tree, new TypeReference<>() {});
    List<Fault> faults =
        switch (ProblemFile.read(values)) {
          case ProblemFile.Accepted _ -> List.<Fault>of();
          case ProblemFile.Refused(var errors) -> {
            KeyLines lines = KeyLines.of(YAML, text);
            yield errors.stream().map(error -> fault(error, lines)).toList();
          }
        };
    return new StatedFile(file, text, tree, faults);
  }

  private static Fault fault(ProblemError error, KeyLines lines) {
    return new Fault(lines.of(error.key()), error.toString());
  }

  private static StatedFile unreadable(Path file, String text, Fault fault) {
    return new StatedFile(file, text, YAML.missingNode(), List.of(fault));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw CommandFailure.misused("there is no file " + file);
    } catch (IOException e) {
      throw CommandFailure.misused("cannot read %s: %s".formatted(file, e.getMessage()));
    }
  }

  /** The problem's, if the file says it in a way that a stack may know it by. */
  public Optional<ProblemName> name() {
    return Optional.of(tree.path("problem").asString(""))
        .filter(ProblemName::isValid)
        .map(ProblemName::new);
  }

  /**
   * Files, and of folders the problem files directly in them, in their order.
   *
   * @throws CommandFailure where there is none
   */
  public static List<Path> among(List<Path> given) {
    List<Path> files = given.stream().flatMap(StatedFile::among).toList();
    if (files.isEmpty()) {
      throw CommandFailure.misused(
          "there is no problem file in %s; allowed: .yaml, .yml, .json".formatted(given));
    }
    return files;
  }

  private static Stream<Path> among(Path given) {
    if (!Files.isDirectory(given)) {
      return Stream.of(given);
    }
    try (Stream<Path> all = Files.list(given)) {
      return all
          .filter(each -> each.toString().matches(".*\\.(yaml|yml|json)"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw CommandFailure.misused("cannot read %s: %s".formatted(given, e.getMessage()));
    }
  }
}
