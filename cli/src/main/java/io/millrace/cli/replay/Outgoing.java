package io.millrace.cli.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to send, and where it came from.
 *
 * @param row its number among all rows of the replay, from 1
 * @param place file and line
 * @param body as the service takes it
 */
record Outgoing(long row, String place, Map<String, @Nullable Object> body) {}
