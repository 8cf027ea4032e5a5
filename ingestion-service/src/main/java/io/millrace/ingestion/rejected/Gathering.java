package io.millrace.ingestion.rejected;

import io.millrace.event.Rejection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes one row of the copies of one refusal while the topic is read from its end backwards. Holds
 * no more rows than are wanted. Within a partition entries come newest first, so that what says of
 * a refusal that it was replayed comes before it.
 */
public final class Gathering {

  /** Clocks of different machines may differ by so much. */
  private static final long SKEW = 60_000;

  private static final Comparator<Row> NEWEST =
      Comparator.comparingLong((Row row) -> row.newest.place().time())
          .thenComparingInt(row -> row.newest.place().partition())
          .thenComparingLong(row -> row.newest.place().offset())
          .reversed();

  private final Wanted wanted;
  private final Map<String, Row> rows = new HashMap<>();
  private final Set<String> replayed = new HashSet<>();

  public Gathering(Wanted wanted) {
    this.wanted = wanted;
  }

  public void add(Entry entry) {
    switch (entry) {
      case Entry.Replay(_, String rejection) -> {
        replayed.add(rejection);
        if (wanted instanceof Wanted.Open) {
          rows.remove(rejection);
        }
      }
      case Entry.Refusal refusal -> {
        if (isWanted(refusal.id())) {
          rows.computeIfAbsent(refusal.id(), _ -> new Row(refusal)).add(refusal);
          leaveOutOldest();
        }
      }
    }
  }

  private boolean isWanted(String id) {
    return switch (wanted) {
      case Wanted.Newest _ -> true;
      case Wanted.Open _ -> !replayed.contains(id);
      case Wanted.Named(var ids) -> ids.contains(id);
    };
  }

  private void leaveOutOldest() {
    if (rows.size() > wanted.limit()) {
      rows.values().stream().max(NEWEST).map(row -> row.newest.id()).ifPresent(rows::remove);
    }
  }

  /** Whether entries that are older than this may still change what is found. */
  public boolean needsOlderThan(long time) {
    return rows.size() < wanted.limit()
        || rows.values().stream().anyMatch(row -> row.newest.place().time() - SKEW < time);
  }

  /** The newest first. */
  public List<Refused> found() {
    return rows.values().stream().sorted(NEWEST).map(this::refused).toList();
  }

  private Refused refused(Row row) {
    Entry.Refusal newest = row.newest;
    Refused.State state =
        replayed.contains(newest.id()) ? Refused.State.REPLAYED : Refused.State.OPEN;
    return new Refused(newest.id(), newest.place(), newest.rejection(), row.services, state);
  }

  private static final class Row {

    private final SortedSet<String> services = new TreeSet<>();
    private Entry.Refusal newest;

    Row(Entry.Refusal first) {
      this.newest = first;
    }

    void add(Entry.Refusal copy) {
      Rejection.Origin origin = copy.rejection().origin();
      if (origin != null) {
        services.add(origin.service());
      }
      if (copy.place().time() > newest.place().time()) {
        newest = copy;
      }
    }
  }
}
