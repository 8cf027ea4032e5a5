package io.millrace.monitoring.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {

  /** The example that Standard Webhooks' libraries are tested with. */
  @Test
  void signsAsStandardWebhooksDoes() {
    Signature signature = Signature.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    String signed =
        signature.sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1614265330),
            "{\"test\": 2432232314}".getBytes(UTF_8));

    assertThat(signed).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void signsWithBothSecretsWhileTheyAreExchanged() {
    byte[] body = "{}".getBytes(UTF_8);
    Instant at = Instant.ofEpochSecond(1614265330);
    String former = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    String latest = "whsec_QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";

    assertThat(Signature.of(latest + " " + former).sign("id", at, body))
        .isEqualTo(
            Signature.of(latest).sign("id", at, body)
                + " "
                + Signature.of(former).sign("id", at, body));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Signature.of(String.join(" ", latest, former, former)))
        .withMessageContaining("found 3");
  }

  @Test
  void doesNotRepeatASecretThatItDoesNotTake() {
    for (String secret :
        new String[] {"", "hunter2", "whsec_short", "whsec_!", "whsec_aHVudGVyMg=="}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Signature.of(secret))
          .withMessage(
              "millrace.monitoring.webhooks.secret: allowed: whsec_ and 24 to 64 bytes in base64")
          .withNoCause();
    }
  }
}
