package io.millrace.quickstart.demo;

import java.time.Instant;

/** What the sensors of one room say, and whether somebody is in. */
record Reading(
    String room,
    Instant time,
    double temperature,
    double humidity,
    double light,
    double co2,
    boolean occupied) {

  /** Unique in the building. */
  String id() {
    return room + "@" + time;
  }
}
