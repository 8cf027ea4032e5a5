package io.millrace.monitoring.web;

import io.millrace.event.Role;
import io.millrace.monitoring.judge.Wish;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Challenger;
import io.millrace.starter.web.ProblemDetailException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What operators send, and what they mean by it. */
final class RolloutRequests {

  private static final int LONGEST_REASON = 500;

  private RolloutRequests() {}

  record Promotion(@Nullable Integer version, @Nullable String reason) {
    Wish wish() {
      return new Wish.Promote(known("version", version));
    }
  }

  /**
   * @param version null for the canary, or, where there is none, the champion
   */
  record RollingBack(@Nullable Integer version, @Nullable String reason) {
    Wish wish() {
      return new Wish.RollBack(
          version == null ? OptionalInt.empty() : OptionalInt.of(known("version", version)));
    }
  }

  /**
   * @param challengers all that are tried from here on; the others are not any more
   */
  record Trying(@Nullable List<Challenging> challengers, @Nullable String reason) {
    Wish wish() {
      if (challengers == null) {
        throw malformed("challengers", "nothing", "a list, empty for none");
      }
      return new Wish.Try(challengers.stream().map(Challenging::challenger).toList());
    }
  }

  /**
   * @param role {@code canary} or {@code shadow}
   * @param share of the entities; null for the usual one
   */
  record Challenging(@Nullable Integer version, @Nullable String role, @Nullable Double share) {

    private Challenger challenger() {
      int number = known("challengers.version", version);
      boolean canary = Role.CANARY.word().equals(role);
      if (!canary && !Role.SHADOW.word().equals(role)) {
        throw malformed("challengers.role", role, "canary, shadow");
      }
      double usual = canary ? Rollout.CANARY_SHARE : Rollout.SHADOW_SHARE;
      double part = share == null ? usual : share;
      if (!(part > 0 && part <= 1)) {
        throw malformed("challengers.share", part, "more than 0, at most 1");
      }
      return new Challenger(number, canary ? Role.CANARY : Role.SHADOW, part);
    }
  }

  static String reason(@Nullable String given) {
    String reason = Optional.ofNullable(given).orElse("").strip();
    if (reason.length() > LONGEST_REASON) {
      throw malformed("reason", reason.length() + " characters", "at most " + LONGEST_REASON);
    }
    return reason.isEmpty() ? "no reason was given" : reason;
  }

  private static int known(String key, @Nullable Integer found) {
    if (found == null || found < 1) {
      throw malformed(key, found, "a registered version");
    }
    return found;
  }

  private static ProblemDetailException malformed(
      String key, @Nullable Object found, String allowed) {
    return new ProblemDetailException(
        HttpStatus.BAD_REQUEST,
        "Malformed request",
        "%s: found %s; allowed: %s".formatted(key, found == null ? "nothing" : found, allowed));
  }
}
