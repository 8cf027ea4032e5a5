package io.millrace.monitoring.judge;

import io.millrace.rollout.Evidence;

/**
 * What should become of a challenger.
 *
 * @param promoted or taken out of the traffic
 * @param reason a plain sentence
 * @param id the same whenever the same pairs lead to it
 * @param correlationId of the message that led to it
 */
public record Verdict(
    int champion,
    int challenger,
    boolean promoted,
    String reason,
    Evidence evidence,
    String id,
    String correlationId) {}
