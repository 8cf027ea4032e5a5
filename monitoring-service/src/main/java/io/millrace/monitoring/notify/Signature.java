package io.millrace.monitoring.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Standard Webhooks does (symmetric, version 1): HMAC-SHA256 of id, time and body, so that
 * a receiver knows who sent it and that it is not an old one sent again.
 */
final class Signature {

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST = 24;
  private static final int MOST = 64;

  /** More than a former one is not needed to exchange a secret. */
  private static final int SECRETS = 2;

  private final List<SecretKeySpec> keys;

  private Signature(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * @param secrets one, or while it is exchanged the new and the former one, with a space between
   * @throws IllegalArgumentException without a word of the secret
   */
  static Signature of(String secrets) {
    List<SecretKeySpec> keys = Arrays.stream(secrets.split(" ")).map(Signature::key).toList();
    if (keys.size() > SECRETS) {
      throw new IllegalArgumentException(
          "millrace.monitoring.webhooks.secret: found %d; allowed: one, or two while it is exchanged"
              .formatted(keys.size()));
    }
    return new Signature(keys);
  }

  private static SecretKeySpec key(String secret) {
    byte[] key =
        secret.startsWith(PREFIX) ? decode(secret.substring(PREFIX.length())) : new byte[0];
    if (key.length < LEAST || key.length > MOST) {
      throw new IllegalArgumentException(
          "millrace.monitoring.webhooks.secret: allowed: %s and %d to %d bytes in base64"
              .formatted(PREFIX, LEAST, MOST));
    }
    return new SecretKeySpec(key, ALGORITHM);
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** The header's value: a signature by each secret. */
  String sign(String id, Instant at, byte[] body) {
    return keys.stream().map(key -> sign(key, id, at, body)).collect(joining(" "));
  }

  private static String sign(SecretKeySpec key, String id, Instant at, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update("%s.%d.".formatted(id, at.getEpochSecond()).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
