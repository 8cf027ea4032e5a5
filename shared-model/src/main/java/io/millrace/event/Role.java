package io.millrace.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** As what a version was asked. */
public enum Role {
  /** It answers whoever no canary answers. */
  CHAMPION,
  /** It answers its share of the entities. */
  CANARY,
  /** It is asked, and what it says is recorded and never answered. */
  SHADOW;

  /** The word in messages, answers and metrics. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
