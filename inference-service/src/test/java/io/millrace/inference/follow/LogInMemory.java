package io.millrace.inference.follow;

import io.millrace.problem.ProblemName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A log of a few partitions, each prediction with its number as its id. */
final class LogInMemory implements PredictionLog {

  private static final int AT_ONCE = 10;

  private final List<List<Told>> partitions = new ArrayList<>();
  private final List<MemoryReader> readers = new ArrayList<>();
  private int kept;
  private int published;

  LogInMemory(int partitions) {
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new ArrayList<>());
    }
  }

  /** Publishes so many, each of the next partition and of the entity {@code room-<partition>}. */
  synchronized void publish(String problem, int count) {
    for (int i = 0; i < count; i++) {
      int partition = published % partitions.size();
      List<Told> all = partitions.get(partition);
      all.add(
          new Told(
              partition,
              all.size(),
              new ProblemName(problem),
              "room-" + partition,
              Integer.toString(published++),
              "/test",
              Instant.EPOCH,
              "c",
              "{}".getBytes(StandardCharsets.UTF_8)));
    }
    notifyAll();
  }

  /** Keeps nothing of before an offset, in any partition. */
  synchronized void expire(int offset) {
    kept = offset;
  }

  synchronized int readers() {
    return readers.size();
  }

  /** Makes those who read fail. */
  synchronized void fail() {
    readers.forEach(reader -> reader.failing = true);
    notifyAll();
  }

  @Override
  public synchronized Reader atEnd() {
    return open(Place.of(partitions.stream().mapToLong(List::size).toArray()));
  }

  @Override
  public synchronized Reader at(Place place) {
    return open(place);
  }

  private Reader open(Place place) {
    MemoryReader reader = new MemoryReader(place);
    readers.add(reader);
    return reader;
  }

  private final class MemoryReader implements Reader {

    private final boolean gap;
    private Place place;
    private boolean awake;
    private boolean failing;

    MemoryReader(Place from) {
      long[] next = new long[partitions.size()];
      boolean lost = false;
      for (int i = 0; i < next.length; i++) {
        next[i] = Math.max(kept, from.next(i));
        lost |= i < from.partitions() && from.next(i) < kept;
      }
      gap = lost;
      place = Place.of(next);
    }

    @Override
    public List<Told> read(Duration patience) {
      synchronized (LogInMemory.this) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Told> next = next();
        while (next.isEmpty() && !awake && !failing && System.nanoTime() < deadline) {
          pause(deadline);
          next = next();
        }
        if (failing) {
          throw new IllegalStateException("the log is away");
        }
        next.forEach(told -> place = place.after(told.partition(), told.offset()));
        return next;
      }
    }

    private void pause(long deadline) {
      try {
        LogInMemory.this.wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        awake = true;
      }
    }

    private List<Told> next() {
      return partitions.stream()
          .flatMap(List::stream)
          .filter(told -> !place.isPast(told))
          .limit(AT_ONCE)
          .toList();
    }

    @Override
    public Place place() {
      return place;
    }

    @Override
    public boolean hasGap() {
      return gap;
    }

    @Override
    public void wake() {
      synchronized (LogInMemory.this) {
        awake = true;
        LogInMemory.this.notifyAll();
      }
    }

    @Override
    public void close() {
      synchronized (LogInMemory.this) {
        readers.remove(this);
      }
    }
  }
}
