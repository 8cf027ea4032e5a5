package io.millrace.ingestion.accept;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes named fields as text that {@link RowReader}s of JSON read. */
@FunctionalInterface
public interface RowWriter {

  String write(Map<String, @Nullable Object> fields);
}
