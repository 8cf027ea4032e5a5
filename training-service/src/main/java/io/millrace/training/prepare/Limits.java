package io.millrace.training.prepare;

import java.nio.file.Path;

/**
 * What a preparation may use.
 *
 * @param memory of DuckDB, as it writes it: {@code 512MB}
 * @param spill where DuckDB puts what does not fit
 * @param mostRows the latest rows that a training uses; older ones are left out
 */
public record Limits(String memory, Path spill, int mostRows) {}
