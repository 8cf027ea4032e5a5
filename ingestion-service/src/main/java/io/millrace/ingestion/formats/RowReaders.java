package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.RowReader;
import java.util.List;
import java.util.Set;

/** The formats in which rows may come. */
public final class RowReaders {

  private RowReaders() {}

  public static List<RowReader> all() {
    JsonReader json = new JsonReader(Set.of("application/json"), ObjectRows.FLAT);
    return List.of(
        new BinaryCloudEventReader(json),
        json,
        new NdjsonReader(),
        new CsvReader(),
        new JsonReader(
            Set.of("application/cloudevents+json", "application/cloudevents-batch+json"),
            new CloudEventRows()));
  }
}
