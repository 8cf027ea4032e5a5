package io.millrace.monitoring.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How labels come to a problem's predictions: how many have one, by the time of their events, and
 * how old the events are by then.
 *
 * @param seconds how long a span is
 * @param spans of which there are predictions, the earliest first
 * @param ages how many labels came at each age: below a second, and then in steps that grow by a
 *     tenth
 */
public record Labelling(long seconds, List<Span> spans, List<Long> ages) {

  public static final Labelling NONE = new Labelling(60, List.of(), List.of());

  /** So many spans at most: of more, two are taken together. */
  private static final int MOST_SPANS = 100;

  private static final long KEPT = Duration.ofDays(30).toSeconds();

  private static final double STEP = 1.1;
  private static final int MOST_AGES = 260;

  /** Beyond so many, earlier labels weigh half. */
  private static final long MOST_LABELS = 20_000;

  public Labelling {
    spans = List.copyOf(spans);
    ages = List.copyOf(ages);
  }

  /**
   * Predictions whose events are of a while.
   *
   * @param start in seconds since 1970
   */
  public record Span(long start, long predictions, long labelled) {

    private Span plus(long morePredictions, long moreLabelled) {
      long all = predictions + morePredictions;
      return new Span(start, all, Math.min(all, labelled + moreLabelled));
    }
  }

  /**
   * What there is to say.
   *
   * @param coverage which share has a label, of predictions that are older than 95 % of labels are
   *     when they come; null where there is no such prediction
   * @param predictions how many those are
   * @param medianAgeSeconds of labels, from the event's time on; null where none has come
   * @param p95AgeSeconds at most so old are 95 % of them
   */
  public record Summary(
      @Nullable Double coverage,
      long predictions,
      @Nullable Double medianAgeSeconds,
      @Nullable Double p95AgeSeconds) {}

  Labelling predicted(Instant event) {
    return with(event, 1, 0, ages);
  }

  /**
   * @param event when what has a label now was
   * @param at when the label came
   */
  Labelling labelled(Instant event, Instant at) {
    int step = step(Duration.between(event, at));
    List<Long> more = new ArrayList<>(ages);
    while (more.size() <= step) {
      more.add(0L);
    }
    more.set(step, more.get(step) + 1);
    if (sum(more) > MOST_LABELS) {
      more.replaceAll(count -> count / 2);
    }
    return with(event, 0, 1, more);
  }

  private static int step(Duration age) {
    double old = age.toMillis() / 1000.0;
    return old < 1 ? 0 : Math.min(MOST_AGES - 1, 1 + (int) (Math.log(old) / Math.log(STEP)));
  }

  private static long sum(List<Long> counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  private Labelling with(Instant event, long predictions, long labelled, List<Long> newAges) {
    long start = Math.floorDiv(event.getEpochSecond(), seconds) * seconds;
    List<Span> all = new ArrayList<>(spans);
    int place = all.size();
    while (place > 0 && all.get(place - 1).start() > start) {
      place--;
    }
    if (place > 0 && all.get(place - 1).start() == start) {
      all.set(place - 1, all.get(place - 1).plus(predictions, labelled));
    } else if (predictions > 0) {
      all.add(place, new Span(start, predictions, 0));
    }
    while (!all.isEmpty() && all.getFirst().start() < all.getLast().start() - KEPT) {
      all.removeFirst();
    }
    return new Labelling(seconds, all, newAges).narrowed();
  }

  private Labelling narrowed() {
    Labelling fewer = this;
    while (fewer.spans.size() > MOST_SPANS) {
      fewer = fewer.widened();
    }
    return fewer;
  }

  private Labelling widened() {
    long wider = 2 * seconds;
    List<Span> fewer = new ArrayList<>();
    for (Span span : spans) {
      long start = Math.floorDiv(span.start(), wider) * wider;
      if (!fewer.isEmpty() && fewer.getLast().start() == start) {
        fewer.add(fewer.removeLast().plus(span.predictions(), span.labelled()));
      } else {
        fewer.add(new Span(start, span.predictions(), span.labelled()));
      }
    }
    return new Labelling(wider, fewer, ages);
  }

  public Summary at(Instant now) {
    Double p95 = age(0.95);
    double ripe = now.getEpochSecond() - (p95 == null ? 0 : p95);
    long predictions = 0;
    long labelled = 0;
    for (Span span : spans) {
      if (span.start() + seconds <= ripe) {
        predictions += span.predictions();
        labelled += span.labelled();
      }
    }
    Double coverage = predictions == 0 ? null : (double) labelled / predictions;
    return new Summary(coverage, predictions, age(0.5), p95);
  }

  /** So old is a share of labels at most, within a twentieth of it. */
  private @Nullable Double age(double share) {
    long all = sum(ages);
    long before = 0;
    for (int step = 0; step < ages.size(); step++) {
      before += ages.get(step);
      if (before > 0 && before >= share * all) {
        return step == 0 ? 0.0 : Math.pow(STEP, step - 0.5);
      }
    }
    return null;
  }
}
