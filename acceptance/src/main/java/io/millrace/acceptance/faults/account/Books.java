package io.millrace.acceptance.faults.account;

import io.millrace.acceptance.faults.part.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of everything.
 *
 * @param acknowledged how many events were
 * @param landed by the data assets
 * @param truth labels, likewise
 * @param disagreements between the data assets and the files in the store
 */
public record Books(
    int acknowledged,
    Account landed,
    Account truth,
    Account predicted,
    List<String> disagreements) {

  private static final int SHOWN = 20;

  /** Each in a few words; empty where everything is as promised. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>(disagreements);
    add(faults, "landed", landed);
    add(faults, "landed labels", truth);
    add(faults, "predicted", predicted);
    return faults;
  }

  private static void add(List<String> faults, String what, Account account) {
    if (!account.isClean()) {
      faults.add(
          "%s: %d missing, %d doubled"
              .formatted(what, account.missing().size(), account.doubled().size()));
    }
  }

  /** The one line. */
  public String line(long kills, long seed) {
    return ("acknowledged=%d landed=%d missing=%d doubled=%d predicted=%d missing=%d doubled=%d"
            + " kills=%d seed=%d")
        .formatted(
            acknowledged,
            landed.found(),
            landed.missing().size(),
            landed.doubled().size(),
            predicted.found(),
            predicted.missing().size(),
            predicted.doubled().size(),
            kills,
            seed);
  }

  /** The labels' line. */
  public String truthLine() {
    return "labels: landed=%d missing=%d doubled=%d"
        .formatted(truth.found(), truth.missing().size(), truth.doubled().size());
  }

  /** The ids of what is wrong, and where each was seen. */
  public void show(Progress progress) {
    disagreements.forEach(progress::result);
    show(progress, "missing in landed", landed.missing());
    show(progress, "doubled in landed", landed.doubled());
    show(progress, "missing in landed labels", truth.missing());
    show(progress, "doubled in landed labels", truth.doubled());
    show(progress, "missing in predicted", predicted.missing());
    show(progress, "doubled in predicted", predicted.doubled());
  }

  private static void show(Progress progress, String what, Map<String, String> ids) {
    ids.entrySet().stream()
        .limit(SHOWN)
        .forEach(id -> progress.result("%s: %s, %s", what, id.getKey(), id.getValue()));
    if (ids.size() > SHOWN) {
      progress.result("%s: and %d more", what, ids.size() - SHOWN);
    }
  }
}
