package io.millrace.inference.rehearse;

import io.millrace.event.Label;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.score.RowsAs;
import io.millrace.problem.Metric;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Scores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Scores retained events with the champion and a candidate. For one use. */
public final class Rehearsal {

  private final Actor champion;
  private final Actor candidate;
  private final int most;
  private final Map<String, Integer> kept = new HashMap<>();
  private long events;
  private boolean cut;

  /**
   * @param champion leased until the comparison is made; neither is one that forecasts
   * @param most events that are compared
   */
  public Rehearsal(ServedModel champion, ServedModel candidate, int most) {
    this.champion = new Actor(champion);
    this.candidate = new Actor(candidate);
    this.most = most;
  }

  /** Hears how far it is. */
  @FunctionalInterface
  public interface Progress {

    /**
     * @param done the share of what there is to be read
     */
    void at(double done, long events);
  }

  public Comparison compare(History history, Instant since, Progress progress) {
    history.events(
        champion.model().manifest().problem(),
        champion.model().manifest().schema(),
        since,
        (rows, ids, reread, done) -> {
          ask(rows, ids, reread);
          progress.at(done, events);
          cut = events >= most;
          return !cut;
        });
    List<Integer> labelled = new ArrayList<>();
    List<Object> truths = new ArrayList<>();
    history.truths(
        champion.model().manifest().problem(),
        since,
        (event, value) -> {
          Integer answer = kept.remove(event);
          Object truth = champion.isOfClasses() ? Label.of(value) : value;
          if (answer != null && champion.knows(truth) && candidate.knows(truth)) {
            labelled.add(answer);
            truths.add(truth);
          }
        });
    return comparison(labelled, truths);
  }

  private void ask(RowBatch rows, List<String> ids, RowsAs reread) {
    boolean alike =
        candidate.model().manifest().schema().equals(champion.model().manifest().schema());
    int[] all = IntStream.range(0, rows.size()).toArray();
    RowsAs.Reread read = alike ? new RowsAs.Reread(rows, all) : reread.read(candidate.model(), all);
    Scores known = champion.score(rows);
    Scores proposed = candidate.score(read.batch());
    for (int row = 0; row < rows.size(); row++) {
      int place = read.places()[row];
      boolean isKnown = known.isFinite(row);
      boolean isProposed = place >= 0 && proposed.isFinite(place);
      if (isKnown && isProposed) {
        kept.put(ids.get(row), champion.kept());
        champion.keep(known, row);
        candidate.keep(proposed, place);
      } else {
        fail(isKnown, isProposed);
      }
    }
    events += rows.size();
  }

  private void fail(boolean isKnown, boolean isProposed) {
    if (!isKnown) {
      champion.failed();
    }
    if (!isProposed) {
      candidate.failed();
    }
  }

  private Comparison comparison(List<Integer> labelled, List<Object> truths) {
    Metric metric = champion.model().manifest().metric();
    double agreement = Actor.agreement(champion, candidate);
    return new Comparison(
        events,
        labelled.size(),
        metric,
        Double.isFinite(agreement) ? agreement : null,
        champion.side(champion.score(metric, labelled, truths)),
        candidate.side(candidate.score(metric, labelled, truths)),
        cut);
  }
}
