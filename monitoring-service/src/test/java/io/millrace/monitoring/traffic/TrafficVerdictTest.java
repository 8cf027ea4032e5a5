package io.millrace.monitoring.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert.Severity;
import io.millrace.message.ResponseTimes;
import io.millrace.message.TrafficObserved.Failure;
import io.millrace.message.TrafficObserved.Share;
import io.millrace.message.TrafficObserved.Side;
import io.millrace.problem.Monitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrafficVerdictTest {

  private static final Monitor.Traffic SETTINGS =
      new Monitor.Traffic(0.05, Optional.of(Duration.ofMillis(50)));

  @Test
  void namesTheShareThatFailsAndWhatOfMost() {
    TrafficVerdict verdict =
        of(
            share(3, "http", 180, failure("invalid-row", Side.CLIENT, 30)),
            share(
                0,
                "http",
                20,
                failure("overloaded", Side.SERVER, 18),
                failure("not-ready", Side.SERVER, 2)));

    assertThat(verdict.troubles())
        .containsExactly(
            "10.0 % of 200 requests failed within five minutes (allowed 5.0 %), most of them by"
                + " overloaded.");
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void isCriticalWhereHalfFails() {
    assertThat(of(share(0, "grpc", 20, failure("not-ready", Side.SERVER, 20))).severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void saysNothingOfFewNorOfWhatCallersGotWrong() {
    assertThat(of(share(0, "http", 19, failure("overloaded", Side.SERVER, 19))).troubles())
        .isEmpty();
    assertThat(of(share(3, "http", 40, failure("overloaded", Side.SERVER, 4))).troubles())
        .isEmpty();
    assertThat(of(share(0, "http", 500, failure("invalid-request", Side.CLIENT, 500))).troubles())
        .isEmpty();
  }

  @Test
  void doesNotLetAStreamHideTheCalls() {
    TrafficVerdict verdict =
        of(
            share(3, "stream", 1_000_000),
            share(0, "http", 100, failure("overloaded", Side.SERVER, 100)));

    assertThat(verdict.troubles()).hasSize(1);
  }

  @Test
  void tellsWhereOneInAHundredTakesLong() {
    assertThat(of(times(1_000, 40_000)).troubles()).isEmpty();
    assertThat(of(times(99, 1_000_000)).troubles()).isEmpty();

    TrafficVerdict verdict = of(times(1_000, 1_000, 100, 60_000));

    assertThat(verdict.troubles())
        .containsExactly(
            "One request in a hundred took longer than 57.2 ms within five minutes (allowed 50"
                + " ms).");
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(of(times(100, 110_000)).severity()).isEqualTo(Severity.CRITICAL);
  }

  private static TrafficVerdict of(Share... shares) {
    return TrafficVerdict.of(List.of(new TrafficMinute(Instant.EPOCH, List.of(shares))), SETTINGS);
  }

  private static Share share(int version, String channel, long requests, Failure... failures) {
    return new Share(version, channel, requests, requests, List.of(failures), ResponseTimes.NONE);
  }

  /**
   * @param counts a number of requests, and their microseconds, in turn
   */
  private static Share times(long... counts) {
    TreeMap<Long, Long> times = new TreeMap<>();
    for (int i = 0; i + 1 < counts.length; i += 2) {
      times.put(counts[i + 1], counts[i]);
    }
    ResponseTimes all = new ResponseTimes(times);
    return new Share(3, "http", all.requests(), all.requests(), List.of(), all);
  }

  private static Failure failure(String kind, Side side, long count) {
    return new Failure(kind, side, count);
  }
}
