package io.millrace.training.prepare;

import java.time.Instant;

/**
 * The world became another.
 *
 * @param since in event time
 * @param awaited whether nothing is made before there are rows enough of the new world; otherwise
 *     the change is left out of account as long as they are few
 */
public record Change(Instant since, boolean awaited) {}
