package io.millrace.ingestion.land;

import io.millrace.message.LandedFile;
import io.millrace.problem.ProblemName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far a problem has come in the store. The chain of its assets says so, and nothing else: a
 * file is listed only by an asset whose predecessor it goes on from, so of two files that overlap
 * one at the most is ever listed. The other can never be, and is removed by whoever knows of it.
 */
final class Standing {

  private final ProblemName name;
  private final Outlet outlet;
  private final Map<Source, Long> tails = new HashMap<>();
  private final Map<String, NewFile> unlisted = new TreeMap<>();
  private final Map<String, Source> apart = new HashMap<>();
  private final Set<String> dead = new TreeSet<>();
  private final Set<Source> lost = new HashSet<>();
  private @Nullable Asset latest;
  private boolean listedByOthers;

  Standing(ProblemName name, Outlet outlet) {
    this.name = name;
    this.outlet = outlet;
  }

  /** The newest asset, as known here. */
  Asset latest() {
    Asset asset = latest;
    return asset == null ? Asset.none(name) : asset;
  }

  /** The last offset that is in the store; empty where nobody has looked yet. */
  @Nullable Long known(Source source) {
    return tails.get(source);
  }

  /** The last offset that is in the store; files that no asset lists are found on the way. */
  long tail(Source source) {
    Long known = tails.get(source);
    if (known != null) {
      return known;
    }
    long position = latest().position(source);
    for (String path : outlet.files().beyond(name, source, position)) {
      NewFile found = outlet.files().fetch(path, source);
      if (found.joins(position)) {
        put(found);
        position = found.landed().lastOffset();
      } else {
        apart.put(path, source);
        FileFolder.delete(found.local());
      }
    }
    tails.put(source, position);
    return position;
  }

  /** Notes a file that was created here. */
  void add(NewFile file) {
    put(file);
    tails.put(file.source(), file.landed().lastOffset());
  }

  /** Goes on from another's file, in the place of which one was to be created here. */
  void adopt(Source source, long firstOffset) {
    String path = FileFolder.path(name, source, firstOffset);
    apart.remove(path);
    add(outlet.files().fetch(path, source).joinedTo(tail(source)));
  }

  private void put(NewFile file) {
    NewFile replaced = unlisted.put(file.path(), file);
    if (replaced != null) {
      FileFolder.delete(replaced.local());
    }
  }

  boolean hasUnlisted() {
    return !unlisted.isEmpty();
  }

  boolean isIdle() {
    return unlisted.isEmpty() && dead.isEmpty();
  }

  Collection<NewFile> unlisted() {
    return List.copyOf(unlisted.values());
  }

  /** Whether others have listed what was to be listed here, since last asked. */
  boolean takeListedByOthers() {
    boolean listed = listedByOthers;
    listedByOthers = false;
    return listed;
  }

  /**
   * The sources of which another landed other files than were known here. Rows that went into a
   * file which can no longer be listed are to be read again from the log; until such a source is
   * dropped, nothing more of it may be taken in.
   */
  Set<Source> lost() {
    return Set.copyOf(lost);
  }

  /** Reads what others did. */
  void refresh() {
    Asset known = latest;
    if (known == null) {
      move(outlet.assets().latest(name).orElseGet(() -> Asset.none(name)));
    } else if (unlisted.isEmpty() && apart.isEmpty()) {
      move(outlet.assets().latestAfter(known));
    } else {
      move(outlet.assets().follow(known, asset -> listedByOthers |= forget(asset.files())));
    }
    sweep();
  }

  /**
   * Lists all files in the asset that follows the newest.
   *
   * @return false when another took its version
   */
  boolean list(Asset next) {
    if (!outlet.assets().create(next)) {
      long before = latest().version();
      refresh();
      if (latest().version() == before) {
        throw new UncheckedIOException(
            new IOException(
                "%s: asset %d is there and cannot be read".formatted(name, next.version())));
      }
      return false;
    }
    forget(next.files());
    move(next);
    sweep();
    return true;
  }

  /** Says whether one of them was waiting here. */
  private boolean forget(List<LandedFile> listed) {
    boolean waited = false;
    for (LandedFile file : listed) {
      NewFile waiting = unlisted.remove(file.path());
      if (waiting != null) {
        FileFolder.delete(waiting.local());
        waited = true;
      }
      apart.remove(file.path());
    }
    return waited;
  }

  private void move(Asset asset) {
    latest = asset;
    for (Source source : List.copyOf(tails.keySet())) {
      long position = asset.position(source);
      boolean joined = true;
      for (NewFile file : of(source)) {
        joined &= file.joins(position);
        position = Math.max(position, file.landed().lastOffset());
      }
      if (joined) {
        tails.put(source, position);
      } else {
        lose(source, asset.position(source));
      }
    }
    apart.forEach((path, source) -> condemn(path, asset.position(source)));
    apart.keySet().removeAll(dead);
  }

  private void lose(Source source, long position) {
    of(source).forEach(file -> condemn(file.path(), position));
    drop(source);
    lost.add(source);
  }

  /** What begins at or before a position without being listed never will be. */
  private void condemn(String path, long position) {
    if (FileFolder.firstOffset(path) <= position) {
      dead.add(path);
    }
  }

  private void sweep() {
    for (String path : List.copyOf(dead)) {
      outlet.files().remove(path);
      dead.remove(path);
    }
  }

  private List<NewFile> of(Source source) {
    List<NewFile> files = new ArrayList<>();
    for (NewFile file : unlisted.values()) {
      if (file.source().equals(source)) {
        files.add(file);
      }
    }
    return files;
  }

  /** Forgets a source: its next owner finds its files in the store. */
  void drop(Source source) {
    lost.remove(source);
    tails.remove(source);
    apart.values().remove(source);
    for (NewFile file : of(source)) {
      unlisted.remove(file.path());
      FileFolder.delete(file.local());
    }
  }
}
