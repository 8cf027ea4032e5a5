package io.millrace.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  @Test
  void everyExampleIsAccepted() throws Exception {
    List<Path> examples = examples();

    assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
    for (Path example : examples) {
      ProblemFile file = ProblemFile.read(Yaml.read(Files.readString(example)));
      assertThat(file).as(example.toString()).isInstanceOf(ProblemFile.Accepted.class);
    }
  }

  @Test
  void everyExampleIsNamedLikeItsProblem() throws Exception {
    for (Path example : examples()) {
      assertThat(Yaml.read(Files.readString(example)).get("problem") + ".yaml")
          .isEqualTo(example.getFileName().toString());
    }
  }

  static List<Path> examples() throws Exception {
    try (var files = Files.list(Path.of("../examples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
