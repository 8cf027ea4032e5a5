package io.millrace.inference.score;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.load.By;
import io.millrace.inference.load.Cast;
import io.millrace.inference.load.Cast.Standby;
import io.millrace.inference.score.RowsAs.Reread;
import io.millrace.inference.score.Scorer.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks those that are tried beside the champion about the rows of the entities among their shares.
 * What goes wrong with them is told and never fails a call.
 */
public final class Trials {

  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

  private static final String LEFT_ALONE = "it is left alone for a while, since it fails";
  private static final String NOT_TAKEN = "a row that it does not take";

  private final Scorer scorer;
  private final MeterRegistry meters;

  public Trials(Scorer scorer, MeterRegistry meters) {
    this.scorer = scorer;
    this.meters = meters;
  }

  /**
   * @param lead what the cast's lead said about all rows
   * @param entities of the rows
   * @param reread for a version that takes other rows than the lead
   */
  public Verdicts ask(
      Cast cast, Scored lead, IntFunction<String> entities, RowsAs reread, Channel channel) {
    if (cast.challengers().isEmpty()) {
      return Verdicts.of(cast.by(), lead);
    }
    List<Said> others = new ArrayList<>(cast.challengers().size());
    for (Standby standby : cast.challengers()) {
      int[] rows =
          IntStream.range(0, lead.rows().size())
              .filter(row -> standby.challenger().takes(entities.apply(row)))
              .toArray();
      if (rows.length > 0) {
        others.add(counted(cast, ask(standby, lead, rows, reread, channel)));
      }
    }
    return Verdicts.of(Said.all(cast.by(), lead), others);
  }

  private Said ask(Standby standby, Scored lead, int[] rows, RowsAs reread, Channel channel) {
    CircuitBreaker breaker = standby.breaker();
    if (!breaker.tryAcquirePermission()) {
      return failed(standby.by(), lead, rows, LEFT_ALONE);
    }
    long start = System.nanoTime();
    try {
      Said said = score(standby, lead, rows, reread, channel);
      long nanos = System.nanoTime() - start;
      if (said.answers() > 0) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      } else {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new IllegalStateException(said.failure()));
      }
      return said;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
      LOG.warn("Version {} fails beside version {}", standby.by().version(), lead.version(), e);
      return failed(standby.by(), lead, rows, Shown.of(String.valueOf(e.getMessage())));
    }
  }

  private Said score(Standby standby, Scored lead, int[] rows, RowsAs reread, Channel channel) {
    boolean alike =
        standby.model().manifest().schema().equals(lead.rows().schema())
            && standby.model().forecaster().isEmpty();
    Reread read = alike ? same(lead, rows) : reread.read(standby.model(), rows);
    if (read.batch().size() == 0) {
      return failed(standby.by(), lead, rows, NOT_TAKEN);
    }
    Scored scored = scorer.score(standby.model(), read.batch(), channel);
    int[] places = none(lead);
    for (int i = 0; i < rows.length; i++) {
      places[rows[i]] = read.places()[i] < 0 ? Said.FAILED : read.places()[i];
    }
    return new Said(standby.by(), scored, places, Scored.NO_ANSWER.found());
  }

  private static Reread same(Scored lead, int[] rows) {
    int[] places = IntStream.range(0, rows.length).toArray();
    return new Reread(
        rows.length == lead.rows().size() ? lead.rows() : lead.rows().select(rows), places);
  }

  private static Said failed(By by, Scored lead, int[] rows, String failure) {
    int[] places = none(lead);
    for (int row : rows) {
      places[row] = Said.FAILED;
    }
    return new Said(by, null, places, failure);
  }

  private static int[] none(Scored lead) {
    int[] places = new int[lead.rows().size()];
    Arrays.fill(places, Said.NOT_ASKED);
    return places;
  }

  private Said counted(Cast cast, Said said) {
    int failures = said.failures();
    if (failures > 0) {
      meters
          .counter(
              "millrace.challenger.failures",
              "problem",
              cast.lead().manifest().problem().value(),
              "version",
              Integer.toString(said.by().version()))
          .increment(failures);
    }
    return said;
  }
}
