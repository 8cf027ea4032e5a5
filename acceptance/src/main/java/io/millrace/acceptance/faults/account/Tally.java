package io.millrace.acceptance.faults.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How often each id was seen, and where. */
public final class Tally {

  private final Map<String, List<Spot>> spots = new HashMap<>();
  private long total;

  public void add(String id, Spot spot) {
    spots.computeIfAbsent(id, _ -> new ArrayList<>(1)).add(spot);
    total++;
  }

  public int count(String id) {
    return spots(id).size();
  }

  public List<Spot> spots(String id) {
    return spots.getOrDefault(id, List.of());
  }

  public Set<String> ids() {
    return spots.keySet();
  }

  /** Of all ids together. */
  public long total() {
    return total;
  }
}
