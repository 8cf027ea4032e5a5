package io.millrace.inference.traffic;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.load.By;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.message.TrafficObserved.Share;
import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts what is asked about the known problems, from any thread. */
public final class RequestCounts {

  private static final Comparator<Share> ORDER =
      Comparator.comparing(Share::version).thenComparing(Share::channel);

  private final ProblemCatalog problems;
  private final MeterRegistry meters;
  private final Map<Counted, Tally> tallies = new ConcurrentHashMap<>();

  /** Nobody finds these any more; who had one in hand may still count. */
  private final Map<Counted, Tally> leaving = new HashMap<>();

  public RequestCounts(ProblemCatalog problems, MeterRegistry meters) {
    this.problems = problems;
    this.meters = meters;
  }

  /** The work that a request asks for. */
  public interface Work<T> {
    T run(Call call);
  }

  private record Counted(String problem, int version, Channel channel) {}

  /**
   * Counts a request and does its work.
   *
   * @param problem as the request names it
   * @param failures what it is called when the work throws
   */
  public <T> T count(
      String problem, Channel channel, Work<T> work, Function<Throwable, Failure> failures) {
    long start = System.nanoTime();
    Call call = new Call();
    T answer;
    try {
      answer = work.run(call);
    } catch (RuntimeException | Error e) {
      failed(problem, channel, failures.apply(e));
      throw e;
    }
    Tally tally = tally(problem, call.version(), channel);
    if (tally != null) {
      tally.answered(System.nanoTime() - start, call.rows());
      if (call.failure() != null) {
        tally.fault(call.failure(), 1);
      }
    }
    return answer;
  }

  /** Counts a request that no version had to do with. */
  public void failed(String problem, Channel channel, Failure failure) {
    failed(problem, channel, failure, 1);
  }

  private void failed(String problem, Channel channel, Failure failure, int count) {
    Tally tally = tally(problem, 0, channel);
    if (tally != null) {
      tally.failed(failure, count);
    }
  }

  /** Counts events of the stream. */
  public void events(ProblemName problem, Map<By, Integer> predicted, int setAside) {
    predicted.forEach(
        (by, count) -> {
          Tally tally = tally(problem.value(), by.version(), Channel.STREAM);
          if (tally != null && count > 0) {
            tally.events(count);
          }
        });
    if (setAside > 0) {
      failed(problem.value(), Channel.STREAM, Failure.SET_ASIDE, setAside);
    }
  }

  /** Null where there is no such problem: names that callers make up are not counted. */
  private @Nullable Tally tally(String problem, int version, Channel channel) {
    Counted counted = new Counted(problem, version, channel);
    Tally known = tallies.get(counted);
    if (known != null) {
      return known;
    }
    return isKnown(problem)
        ? tallies.computeIfAbsent(counted, _ -> new Tally(problem, version, channel, meters))
        : null;
  }

  private boolean isKnown(String problem) {
    return ProblemName.isValid(problem) && problems.find(new ProblemName(problem)).isPresent();
  }

  /** What came since the last call, by problem. For one thread. */
  public Map<ProblemName, List<Share>> since() {
    Map<ProblemName, List<Share>> since = new TreeMap<>();
    leaving.forEach((counted, tally) -> tell(counted, tally, since));
    leaving.clear();
    tallies.forEach((counted, tally) -> tell(counted, tally, since));
    since.values().forEach(shares -> shares.sort(ORDER));
    return since;
  }

  /**
   * Forgets versions that nobody has asked since the last call, with their meters. For one thread.
   */
  public void forgetIdle() {
    tallies.forEach(
        (counted, tally) -> {
          if (tally.isIdle()) {
            tally.leave();
            tallies.remove(counted);
            leaving.put(counted, tally);
          }
        });
  }

  private static void tell(Counted counted, Tally tally, Map<ProblemName, List<Share>> since) {
    tally
        .since()
        .ifPresent(
            came ->
                since
                    .computeIfAbsent(new ProblemName(counted.problem()), _ -> new ArrayList<>())
                    .add(came));
  }
}
