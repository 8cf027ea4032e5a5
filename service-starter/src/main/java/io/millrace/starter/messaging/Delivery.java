package io.millrace.starter.messaging;

import org.jspecify.annotations.Nullable;

/**
 * What a service does with the broker that depends on the {@link Guarantee}.
 *
 * @param transactionalId one that its transactions may have; null where it has none
 * @param weaker what it promises where there is no exactly-once, in a sentence
 */
public record Delivery(@Nullable String transactionalId, String weaker) {

  /** Of a service that writes without transactions in any case. */
  public Delivery(String weaker) {
    this(null, weaker);
  }
}
