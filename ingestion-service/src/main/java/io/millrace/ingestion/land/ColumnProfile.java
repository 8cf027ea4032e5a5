package io.millrace.ingestion.land;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What new files hold in one column.
 *
 * @param type {@code number}, {@code category}, {@code boolean} or {@code time}
 * @param min of numbers, and of times as text; null for the others
 * @param quantiles of numbers, by {@code 0.05} to {@code 0.95}
 * @param categories how often the 50 most frequent occur
 */
public record ColumnProfile(
    String type,
    long rows,
    long nulls,
    @Nullable Object min,
    @Nullable Object max,
    Map<String, Double> quantiles,
    Map<String, Long> categories) {}
