package io.millrace.acceptance.fuzz;

import io.millrace.ingestion.accept.Body;
import java.util.List;
import java.util.Map;

/** A CloudEvent in HTTP's binary mode: its attributes are headers. */
final class BinaryCloudEvents implements Boundary {

  private final Rows rows = Rows.events();

  @Override
  public String name() {
    return "cloudevents-binary";
  }

  @Override
  public List<byte[]> seeds() {
    Map<String, String> attributes =
        Map.of(
            "ce-specversion", "1.0",
            "ce-id", "b-1",
            "ce-source", "/s",
            "ce-type", "t",
            "ce-time", "2026-02-02T14:19:00Z",
            "ce-subject", "p%C3%A9");
    return Samples.json().stream().map(data -> Attributed.bytes(attributes, data)).toList();
  }

  @Override
  public void take(byte[] input) {
    Attributed message = Attributed.of(input);
    rows.take(new Body(message.data(), "application/json", message.attributes()::get));
  }
}
