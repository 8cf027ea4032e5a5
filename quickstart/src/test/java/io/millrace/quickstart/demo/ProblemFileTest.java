package io.millrace.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.ProblemFile;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ProblemFileTest {

  @Test
  void isAProblemThatMillraceAccepts() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(DemoCommand.class.getResourceAsStream("building.yaml"))) {
      Map<String, Object> tree =
          new YAMLMapper().readValue(in, new TypeReference<Map<String, Object>>() {});

      assertThat(ProblemFile.read(tree)).isInstanceOf(ProblemFile.Accepted.class);
    }
  }
}
