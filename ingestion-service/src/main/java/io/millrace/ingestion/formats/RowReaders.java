package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.RowBounds;
import io.millrace.ingestion.accept.RowReader;
import io.millrace.ingestion.accept.RowWriter;
import io.millrace.starter.messaging.MillraceJson;
import java.util.List;
import java.util.Set;

/** The formats in which rows may come. */
public final class RowReaders {

  private RowReaders() {}

  public static List<RowReader> within(RowBounds bounds) {
    JsonRows rows = new JsonRows(bounds);
    JsonReader json = new JsonReader(Set.of("application/json"), rows, ObjectRows.flat(rows));
    return List.of(
        new BinaryCloudEventReader(json),
        json,
        new NdjsonReader(rows),
        new CsvReader(bounds),
        new JsonReader(
            Set.of("application/cloudevents+json", "application/cloudevents-batch+json"),
            rows,
            new CloudEventRows(rows)));
  }

  /** Writes fields as a JSON object. */
  public static RowWriter writer() {
    return MillraceJson.mapper()::writeValueAsString;
  }
}
