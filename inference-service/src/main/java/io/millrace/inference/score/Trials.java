package io.millrace.inference.score;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.event.Role;
import io.millrace.inference.load.Cast;
import io.millrace.inference.load.Cast.Standby;
import io.millrace.inference.score.RowsAs.Reread;
import io.millrace.inference.score.Scorer.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
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
   * Rows that a version is to be asked about. Nothing of what they came in is kept.
   *
   * @param rows their places among the lead's
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Question(Standby standby, Scored lead, int[] rows, Supplier<Reread> read) {

    /** Whether what it says is recorded and never answered. */
    boolean isOfShadow() {
      return standby.by().role() == Role.SHADOW;
    }
  }

  /**
   * Asks all at once, on the caller's thread.
   *
   * @param lead what the cast's lead said about all rows
   * @param entities of the rows
   * @param reread for a version that takes other rows than the lead
   */
  public Verdicts ask(
      Cast cast, Scored lead, IntFunction<String> entities, RowsAs reread, Channel channel) {
    List<Said> others = ask(questions(cast, lead, entities, reread), channel);
    return Verdicts.of(cast.by(), lead).beside(others);
  }

  /** What there is to ask: of each version, the rows of the entities among its share. */
  List<Question> questions(Cast cast, Scored lead, IntFunction<String> entities, RowsAs reread) {
    if (cast.challengers().isEmpty()) {
      return List.of();
    }
    List<Question> questions = new ArrayList<>(cast.challengers().size());
    for (Standby standby : cast.challengers()) {
      int[] rows =
          IntStream.range(0, lead.rows().size())
              .filter(row -> standby.challenger().takes(entities.apply(row)))
              .toArray();
      if (rows.length > 0) {
        questions.add(new Question(standby, lead, rows, read(standby, lead, rows, reread)));
      }
    }
    return questions;
  }

  private static Supplier<Reread> read(Standby standby, Scored lead, int[] rows, RowsAs reread) {
    boolean alike =
        standby.model().manifest().schema().equals(lead.rows().schema())
            && standby.model().forecaster().isEmpty();
    try {
      Reread read = alike ? same(lead, rows) : reread.read(standby.model(), rows);
      return () -> read;
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    }
  }

  List<Said> ask(List<Question> questions, Channel channel) {
    return questions.stream().map(question -> counted(question, ask(question, channel))).toList();
  }

  private Said ask(Question question, Channel channel) {
    CircuitBreaker breaker = question.standby().breaker();
    if (!breaker.tryAcquirePermission()) {
      return failed(question, LEFT_ALONE);
    }
    long start = System.nanoTime();
    try {
      Said said = score(question, channel);
      long nanos = System.nanoTime() - start;
      if (said.answers() > 0) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      } else {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new IllegalStateException(said.failure()));
      }
      return said;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
      LOG.warn(
          "Version {} fails beside version {}",
          question.standby().by().version(),
          question.lead().version(),
          e);
      return failed(question, Shown.of(String.valueOf(e.getMessage())));
    }
  }

  private Said score(Question question, Channel channel) {
    Reread read = question.read().get();
    if (read.batch().size() == 0) {
      return failed(question, NOT_TAKEN);
    }
    Scored scored = scorer.score(question.standby().model(), read.batch(), channel);
    int[] places = none(question.lead());
    for (int i = 0; i < question.rows().length; i++) {
      places[question.rows()[i]] = read.places()[i] < 0 ? Said.FAILED : read.places()[i];
    }
    return new Said(question.standby().by(), scored, places, Scored.NO_ANSWER.found());
  }

  private static Reread same(Scored lead, int[] rows) {
    int[] places = IntStream.range(0, rows.length).toArray();
    return new Reread(
        rows.length == lead.rows().size() ? lead.rows() : lead.rows().select(rows), places);
  }

  private static Said failed(Question question, String failure) {
    int[] places = none(question.lead());
    for (int row : question.rows()) {
      places[row] = Said.FAILED;
    }
    return new Said(question.standby().by(), null, places, failure);
  }

  private static int[] none(Scored lead) {
    int[] places = new int[lead.rows().size()];
    Arrays.fill(places, Said.NOT_ASKED);
    return places;
  }

  private Said counted(Question question, Said said) {
    count("millrace.challenger.failures", question, said.failures());
    return said;
  }

  /** A version is not asked, since it does not keep up. */
  void leaveOut(Question question) {
    count("millrace.challenger.left.out", question, question.rows().length);
  }

  private void count(String name, Question question, int rows) {
    if (rows > 0) {
      String problem = question.standby().model().manifest().problem().value();
      String version = Integer.toString(question.standby().by().version());
      meters.counter(name, "problem", problem, "version", version).increment(rows);
    }
  }
}
