package io.millrace.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {

  @TempDir private Path home = Path.of("");

  @Test
  void theEnvironmentWinsOverTheFiles() throws Exception {
    Files.writeString(
        home.resolve("stack.json"), "{\"addresses\": {\"training\": \"http://a:1\"}}");
    Files.writeString(home.resolve("tokens.json"), "{\"reader\": \"from-file\"}");

    Connection connection =
        Connection.load(
            home, Map.of("MILLRACE_INFERENCE_URL", "https://b.example/", "MILLRACE_TOKEN", "mine"));

    assertThat(connection.address(Service.TRAINING)).hasToString("http://a:1");
    assertThat(connection.address(Service.INFERENCE)).hasToString("https://b.example");
    assertThat(connection.token(Role.READER)).hasValue("mine");
    assertThat(connection.token(Role.DEVICE)).hasValue("mine");
    assertThatThrownBy(() -> connection.address(Service.INGESTION))
        .isInstanceOf(CommandFailure.class);
  }

  @Test
  void neverPrintsATokenByChance() throws Exception {
    Files.writeString(home.resolve("tokens.json"), "{\"reader\": \"secret\"}");

    assertThat(Connection.load(home, Map.of()).toString()).doesNotContain("secret");
  }

  @Test
  void saysWhichFileOrVariableIsWrong() throws Exception {
    Files.writeString(home.resolve("stack.json"), "{");

    assertThatThrownBy(() -> Connection.load(home, Map.of())).hasMessageContaining("stack.json");
    Files.delete(home.resolve("stack.json"));
    assertThatThrownBy(
            () -> Connection.load(home, Map.of("MILLRACE_TRAINING_URL", "localhost:8082")))
        .hasMessageContaining("MILLRACE_TRAINING_URL");
  }
}
