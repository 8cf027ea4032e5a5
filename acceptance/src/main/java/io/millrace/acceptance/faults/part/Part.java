package io.millrace.acceptance.faults.part;

import java.util.OptionalLong;

/** Something that can be killed and started again. */
public interface Part {

  /** Such as {@code ingestion-2}, {@code broker} or {@code store}. */
  String name();

  /** Returns once its process is there; it may need longer to answer. */
  void start();

  /** At once, as a power cut would; returns when it is gone. */
  void kill();

  /** Whether it does its work. */
  boolean isUp();

  /** Of its process; empty while it has none. */
  OptionalLong pid();

  /** At the end: nothing starts it again. */
  void stop();
}
