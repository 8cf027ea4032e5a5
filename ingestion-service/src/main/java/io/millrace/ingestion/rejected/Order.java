package io.millrace.ingestion.rejected;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is to be replayed.
 *
 * @param ids none for all that is open
 * @param mended what to take in place of the content, by id
 */
public record Order(Set<String> ids, Map<String, byte[]> mended) {

  public Order {
    ids = Set.copyOf(ids);
    mended = Map.copyOf(mended);
  }

  /** Some by their ids; what is mended is among them. */
  public static Order of(Set<String> ids, Map<String, byte[]> mended) {
    Set<String> all = new HashSet<>(ids);
    all.addAll(mended.keySet());
    return new Order(all, mended);
  }

  Wanted wanted() {
    return ids.isEmpty() ? new Wanted.Open(Rejections.MOST) : new Wanted.Named(ids);
  }
}
