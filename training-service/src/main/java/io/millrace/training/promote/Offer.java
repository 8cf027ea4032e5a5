package io.millrace.training.promote;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A package that somebody wants to have here.
 *
 * @param file the parcel
 * @param digest that its manifest has to have
 * @param from the environment that it comes from, as the caller calls it
 * @param url where that one's training answers; null where the caller does not say
 * @param by who wants it
 * @param trial whether it is only looked at
 */
public record Offer(
    Path file, String digest, String from, @Nullable String url, String by, boolean trial) {}
