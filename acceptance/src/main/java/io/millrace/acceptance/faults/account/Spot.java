package io.millrace.acceptance.faults.account;

/** Where a message lies in the broker. */
public record Spot(String topic, int partition, long offset) {
  @Override
  public String toString() {
    return "%s/%d/%d".formatted(topic, partition, offset);
  }
}
