package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

  @TempDir private Path folder;

  private Home home = new Home(Path.of("."));

  @BeforeEach
  void create() {
    home = new Home(folder.resolve("home"));
    home.create();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isReadableByItsOwnerAlone() throws IOException {
    Tokens.readOrMake(home);

    assertThat(permissions(home.folder())).isEqualTo("rwx------");
    assertThat(permissions(home.tokens())).isEqualTo("rw-------");
  }

  @Test
  void keepsItsTokens() {
    Tokens made = Tokens.readOrMake(home);

    assertThat(Tokens.readOrMake(home)).isEqualTo(made);
    assertThat(made.byRole()).containsOnlyKeys(Tokens.ROLES);
    assertThat(made.byRole().values()).doesNotHaveDuplicates().allMatch(t -> t.length() == 43);
    assertThat(made.toString()).doesNotContain(made.of("owner"));
  }

  @Test
  void saysWhatToDoWithUnreadableTokens() throws IOException {
    Files.writeString(home.tokens(), "{\"owner\": ");

    assertThatThrownBy(() -> Tokens.readOrMake(home))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("tokens.json")
        .hasMessageContaining("delete it");
  }

  @Test
  void isHeldByOneStackAtATime() {
    var lock = home.tryLock().orElseThrow();

    assertThat(Stack.isUp(home.folder())).isTrue();

    Stack.release(lock);
    assertThat(Stack.isUp(home.folder())).isFalse();
  }

  @Test
  void tellsOtherCommandsWhereTheStackIs() {
    StackFile written = StackFile.of(Ports.from(20000));
    written.write(home);

    assertThat(StackFile.read(home)).contains(written);
    assertThat(written.addresses())
        .containsEntry("ingestion", "http://127.0.0.1:20000")
        .containsEntry("monitoring", "http://127.0.0.1:20003");
    assertThat(written.broker()).isEqualTo("127.0.0.1:20004");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
