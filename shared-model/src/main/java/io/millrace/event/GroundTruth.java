package io.millrace.event;

/**
 * The true value of an earlier event. On the wire the event's id is the topic's key and {@code
 * ce_subject}, the problem is {@code ce_problem}, and the data is {@code {"value": …}}.
 *
 * @param value a {@link String} (see {@link Label}) for a class, a {@link Double} for a number
 */
public record GroundTruth(Object value) {

  /** The CloudEvents type. */
  public static final String TYPE = "io.millrace.ground-truth.v1";
}
