package io.millrace.starter.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.starter.security.SecuritySettings.Token;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecuritySettingsTest {

  @ParameterizedTest
  @EnumSource
  void everyRoleHasItsWord(Role role) {
    assertThat(Token.roleOf(Token.word(role))).hasValue(role);
    assertThat(Token.allowedRoles()).contains(Token.word(role));
  }

  @Test
  void anUnknownRoleIsNamedWithWhatIsAllowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("admin", "a-good-token"))
        .withMessage(
            "millrace.security.tokens.x.role: found admin; allowed: owner, data-scientist,"
                + " device, application, operator, reader");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "with a space", "ümlaute-im-token", "quote\"inside"})
  void anUnfitTokenIsRefusedWithoutBeingShown(String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("owner", token))
        .withMessageContaining("millrace.security.tokens.x.token")
        .withMessageNotContaining(token.isEmpty() ? "\0" : token);
  }

  @Test
  void twoHoldersCannotShareAToken() {
    Map<String, Token> tokens =
        Map.of("a", new Token("owner", "the-same-1"), "b", new Token("device", "the-same-1"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecuritySettings(tokens, false))
        .withMessageContaining("same token")
        .withMessageNotContaining("the-same-1");
  }

  @Test
  void textNeverShowsAToken() {
    assertThat(settings("owner", "a-good-token").toString()).doesNotContain("a-good-token");
  }

  @Test
  void aCallerIsKnownByTheWholeTokenOnly() {
    BearerTokens tokens = new BearerTokens(settings("operator", "a-good-token"));

    assertThat(tokens.identify("a-good-token")).hasValue(new Caller("x", Role.OPERATOR));
    assertThat(tokens.identify("a-good-toke")).isEmpty();
    assertThat(tokens.identify("a-good-token1")).isEmpty();
    assertThat(tokens.identify("")).isEmpty();
  }

  private static SecuritySettings settings(String role, String token) {
    return new SecuritySettings(Map.of("x", new Token(role, token)), false);
  }
}
