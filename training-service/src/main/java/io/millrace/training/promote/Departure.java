package io.millrace.training.promote;

import io.millrace.message.Promotion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an environment says of a package that it gives out.
 *
 * @param version its number there
 * @param by who took it out
 * @param before how it had come there; null where it was made there
 */
public record Departure(int version, String by, Instant at, @Nullable Promotion before) {}
