package io.millrace.acceptance.faults.account;

import io.millrace.acceptance.faults.drive.EventSource;
import io.millrace.acceptance.faults.drive.Ledger;
import io.millrace.acceptance.faults.part.Cluster;
import io.millrace.acceptance.faults.part.Progress;
import io.millrace.message.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the topics and the store until every event is accounted for and nothing more comes, or
 * until nothing has come for so long that nothing will.
 */
public final class Bookkeeping implements AutoCloseable {

  /** Longer than a sender's last attempt, a transaction or a landing file can be on its way. */
  private static final Duration QUIET = Duration.ofSeconds(20);

  private static final Duration HOPELESS = Duration.ofSeconds(90);

  /** At an even pace, looking at the store is not what keeps the machine busy. */
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final Ledger ledger;
  private final Progress progress;
  private final Tally events = new Tally();
  private final Tally truths = new Tally();
  private final Tally predictions = new Tally();
  private final TopicTail tail;
  private final LandedFiles files;
  private final LandedRows rows;

  public Bookkeeping(Cluster cluster, Ledger ledger, Progress progress) {
    this.cluster = cluster;
    this.ledger = ledger;
    this.progress = progress;
    this.tail =
        new TopicTail(
            cluster.bootstrapServers(),
            EventSource.PROBLEM,
            Map.of(
                Topics.EVENTS, events,
                Topics.GROUND_TRUTH, truths,
                Topics.PREDICTIONS, predictions));
    this.files = new LandedFiles(cluster.store(), EventSource.PROBLEM);
    this.rows = new LandedRows(cluster.store(), cluster.folders().copies());
  }

  /** Waits until there is nothing more to wait for, and says what became of everything. */
  public Books settle() {
    progress.say("reading what has landed and what was predicted");
    Books books = books();
    Stamp last = stamp(books);
    long changed = System.nanoTime();
    boolean waiting = true;
    while (waiting) {
      readFor(BETWEEN);
      books = books();
      Stamp now = stamp(books);
      if (!now.equals(last)) {
        progress.say(
            "landed %d, predicted %d of %d in the log",
            now.landed(), now.predicted(), now.logged());
        last = now;
        changed = System.nanoTime();
      }
      Duration quiet = Duration.ofNanos(System.nanoTime() - changed);
      waiting = quiet.compareTo(books.faults().isEmpty() ? QUIET : HOPELESS) < 0;
    }
    return books;
  }

  private record Stamp(long logged, long landed, long predicted, long truths) {}

  private Stamp stamp(Books books) {
    return new Stamp(
        events.total(),
        books.landed().found(),
        predictions.total(),
        truths.total() + books.truth().found());
  }

  /** Waits for messages in the meantime. */
  private void readFor(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    int read = tail.read();
    while (read > 0 || System.nanoTime() < deadline) {
      read = tail.read();
    }
  }

  private Books books() {
    List<String> disagreements = new ArrayList<>();
    Account landed =
        Account.of(ledger.acknowledged(), ledger.attempts(), events, landed("data", disagreements));
    Account truth =
        Account.of(
            ledger.truthAcknowledged(),
            ledger.attempts(),
            truths,
            landed("ground-truth", disagreements));
    Account predicted =
        Account.of(ledger.acknowledged(), ledger.attempts(), events, ofTheStream(predictions));
    return new Books(
        ledger.acknowledged().size(), landed, truth, predicted, List.copyOf(disagreements));
  }

  private Tally landed(String folder, List<String> disagreements) {
    List<String> listed = files.inAssets(folder);
    List<String> lying = files.inFolder(folder);
    Set<String> there = new HashSet<>(lying);
    Tally byAssets = new Tally();
    rows.addTo(byAssets, listed.stream().filter(there::contains).toList());
    List<String> stray =
        Disagreement.unlisted(listed, lying).stream()
            .filter(path -> !byAssets.ids().containsAll(ids(path)))
            .toList();
    Disagreement.between(folder, listed, lying, stray).ifPresent(disagreements::add);
    disagreements.addAll(rows.unreadable());
    return byAssets;
  }

  private Set<String> ids(String path) {
    Tally tally = new Tally();
    rows.addTo(tally, List.of(path));
    return tally.ids();
  }

  /** What applications asked for over HTTP is on the topic too, under ids of its own. */
  private static Tally ofTheStream(Tally predictions) {
    Tally stream = new Tally();
    for (String id : predictions.ids()) {
      if (!id.startsWith("http-")) {
        predictions.spots(id).forEach(spot -> stream.add(id, spot));
      }
    }
    return stream;
  }

  @Override
  public void close() {
    tail.close();
    rows.close();
  }
}
