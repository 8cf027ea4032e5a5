package io.millrace.acceptance.fuzz;

import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.BrokenBodyException;
import io.millrace.ingestion.accept.Limits;
import io.millrace.ingestion.accept.Receipt;
import io.millrace.ingestion.accept.Reception;
import io.millrace.ingestion.accept.RowBounds;
import io.millrace.ingestion.accept.TooManyRowsException;
import io.millrace.ingestion.formats.RowReaders;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Events and ground truth in one of their formats. */
final class Rows implements Boundary {

  private static final Limits LIMITS =
      new Limits(1 << 20, 1 << 20, 1000, 100, 1 << 20, 1 << 24, Duration.ofSeconds(30));
  private static final RowBounds BOUNDS = new RowBounds(64 * 1024, 5000, 32, 400);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-02-02T14:19:00Z"), ZoneOffset.UTC);
  private static final List<Problem> PROBLEMS =
      List.of(Samples.problem(Samples.PUMPS), Samples.problem(Samples.RIVER));

  private final String name;
  private final String mediaType;
  private final List<byte[]> seeds;
  private final boolean truths;
  private final Ledger ledger = new Ledger();
  private final Reception reception =
      new Reception(RowReaders.within(BOUNDS), RowReaders.writer(), ledger, LIMITS, CLOCK);

  private Rows(String name, String mediaType, List<byte[]> seeds, boolean truths) {
    this.name = name;
    this.mediaType = mediaType;
    this.seeds = seeds;
    this.truths = truths;
  }

  static List<Boundary> all() {
    return List.of(
        new Rows("events-json", "application/json", Samples.json(), false),
        new Rows("events-ndjson", "application/x-ndjson", Samples.ndjson(), false),
        new Rows("events-csv", "text/csv", Samples.csv(), false),
        new Rows("cloudevents", "application/cloudevents+json", Samples.cloudEvents(), false),
        new Rows("ground-truth", "application/json", Samples.truths(), true),
        new Rows("ground-truth-csv", "text/csv", Samples.truths(), true),
        new BinaryCloudEvents(),
        new PredictRows(),
        new InferTensors());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<byte[]> seeds() {
    return seeds;
  }

  @Override
  public void take(byte[] input) {
    take(new Body(input, mediaType, Map.<String, String>of()::get));
  }

  void take(Body body) {
    PROBLEMS.forEach(problem -> take(problem, body));
  }

  private void take(Problem problem, Body body) {
    ledger.open();
    try {
      Receipt receipt =
          truths
              ? reception.groundTruth(problem, body, "c-1")
              : reception.events(problem, body, "c-1");
      ledger.requireAllOf(receipt);
    } catch (BrokenBodyException | TooManyRowsException refusedWhole) {
      ledger.requireNothing();
    }
  }

  static Rows events() {
    return new Rows("events-json", "application/json", Samples.json(), false);
  }
}
