package io.millrace.inference.traffic;

import java.util.concurrent.atomic.LongAdder;

/** Counts from any thread; one thread asks what has come since it asked last. */
final class Count {

  private final LongAdder all = new LongAdder();
  private long told;

  void add(long more) {
    all.add(more);
  }

  long total() {
    return all.sum();
  }

  long since() {
    long total = all.sum();
    long since = total - told;
    told = total;
    return since;
  }
}
