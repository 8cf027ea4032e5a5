package io.millrace.rollout;

import io.millrace.event.Role;
import java.nio.charset.StandardCharsets;

/**
 * A version that is tried beside the champion.
 *
 * @param share of the entities, in (0, 1]
 */
public record Challenger(int version, Role role, double share) {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  public Challenger {
    if (role == Role.CHAMPION || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "version %d cannot be tried as %s of %s".formatted(version, role.word(), share));
    }
  }

  /**
   * Whether an entity is among its share: the same for every replica and after every restart, and
   * drawn anew for each version, so that it is not always the same entities that meet what is new.
   * Whoever is among a share is among each larger one.
   */
  public boolean takes(String entity) {
    return share >= 1 || place(entity) < share;
  }

  /** In [0, 1), evenly spread: FNV-1a, and the finaliser of MurmurHash3 to mix its high bits. */
  private double place(String entity) {
    long hash = (FNV_OFFSET ^ version) * FNV_PRIME;
    for (byte b : entity.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return (hash >>> 11) * 0x1.0p-53;
  }
}
