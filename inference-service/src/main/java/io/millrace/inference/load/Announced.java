package io.millrace.inference.load;

import io.millrace.rollout.Traffic;
import io.millrace.rollout.Traffic.Registered;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was said of one problem's versions, and which of them are to serve: that follows from all of
 * it, in whatever order it came. Guarded by who holds it.
 */
final class Announced {

  private final NavigableMap<Integer, RegisteredModel> versions = new TreeMap<>();
  private final SortedMap<Integer, String> refused = new TreeMap<>();
  private @Nullable Traffic decided;
  private Traffic traffic = Traffic.NONE;

  /** A version announced anew is looked at anew. */
  void registered(RegisteredModel registered) {
    versions.put(registered.version(), registered);
    refused.remove(registered.version());
    follow();
  }

  /** The latest decision counts, whenever it is heard of. */
  void decided(Traffic next) {
    if (decided == null || next.decision() > decided.decision()) {
      decided = next;
    }
    follow();
  }

  private void follow() {
    traffic =
        Traffic.of(
            decided,
            versions.values().stream()
                .map(model -> new Registered(model.version(), model.rollout()))
                .toList());
  }

  void refused(RegisteredModel registered, String reason) {
    if (isCurrent(registered)) {
      refused.put(registered.version(), reason);
    }
  }

  /** Whether the version was not announced otherwise since. */
  boolean isCurrent(RegisteredModel registered) {
    return registered.equals(versions.get(registered.version()));
  }

  Optional<RegisteredModel> find(int version) {
    return Optional.ofNullable(versions.get(version));
  }

  /**
   * What is to serve, of what may. Where the champion may not, it is the newest before it that was
   * not rolled back; where none may, whatever serves goes on.
   *
   * @param serving the champion that serves now; 0 for none
   */
  Wanted wanted(int serving) {
    if (traffic.champion() == 0) {
      return Wanted.NONE;
    }
    int champion = candidates().stream().findFirst().map(RegisteredModel::version).orElse(serving);
    return champion == 0
        ? Wanted.NONE
        : new Wanted(traffic.champion(), traffic.challengers()).only(champion, this::mayServe);
  }

  /** Those that may lead, the best first. */
  List<RegisteredModel> candidates() {
    return versions.headMap(traffic.champion(), true).descendingMap().values().stream()
        .filter(model -> mayServe(model.version()))
        .filter(model -> !traffic.rolledBack().contains(model.version()))
        .toList();
  }

  private boolean mayServe(int version) {
    return versions.containsKey(version) && !refused.containsKey(version);
  }

  /** The newest version, where it waits to be promoted and none serves; 0 for none. */
  int waits() {
    return traffic.champion() == 0 && !versions.isEmpty() ? versions.lastKey() : 0;
  }

  /** Why, by version. */
  SortedMap<Integer, String> refusals() {
    return new TreeMap<>(refused);
  }
}
