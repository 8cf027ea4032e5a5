package io.millrace.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a version said about an event that another one answered.
 *
 * @param role the champion's where a canary answered
 * @param label null for a number, and where it failed
 * @param probabilities by class; null for a number, and where it failed
 * @param value null for a class, and where it failed
 * @param micros how long its batch took to score, divided by the batch's rows
 * @param failure why it had no answer; null where it had one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Opinion(
    int modelVersion,
    Role role,
    @Nullable String label,
    @Nullable Map<String, Double> probabilities,
    @Nullable Double value,
    double micros,
    @Nullable String failure) {}
