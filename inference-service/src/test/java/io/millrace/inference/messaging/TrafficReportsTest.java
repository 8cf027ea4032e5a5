package io.millrace.inference.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.inference.traffic.Failure;
import io.millrace.inference.traffic.KnownProblems;
import io.millrace.inference.traffic.RequestCounts;
import io.millrace.message.ControlMessage;
import io.millrace.message.TrafficObserved;
import io.millrace.message.TrafficObserved.Share;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlPublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficReportsTest {

  private static final Instant NOW = Instant.parse("2026-02-02T12:00:00Z");

  private final KnownProblems problems = new KnownProblems("room", "hall");
  private final RequestCounts counts = new RequestCounts(problems, new SimpleMeterRegistry());
  private final Broker broker = new Broker();
  private final Ticking clock = new Ticking();
  private final TrafficReports reports =
      new TrafficReports(counts, problems, broker, "inference-0", clock);

  @Test
  void sayWhatWasAskedSinceTheLastOfEachProblem() {
    asked("room", 2);
    asked("hall", 1);
    tell();
    tell();
    asked("room", 3);
    tell();

    assertThat(broker.told)
        .extracting(TrafficObserved::problem, TrafficReportsTest::requests)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(new ProblemName("hall"), 1L),
            org.assertj.core.groups.Tuple.tuple(new ProblemName("room"), 2L),
            org.assertj.core.groups.Tuple.tuple(new ProblemName("room"), 3L));
    assertThat(broker.told.getLast())
        .extracting(TrafficObserved::instance, TrafficObserved::from, TrafficObserved::to)
        .containsExactly("inference-0", NOW.plusSeconds(20), NOW.plusSeconds(30));
  }

  @Test
  void sayNothingOfAProblemWhoseTrafficIsNotWatchedNorOfOneThatIsGone() {
    problems.state("hall", "off");
    asked("hall", 1);
    asked("room", 1);
    problems.forget("room");

    tell();

    assertThat(broker.told).isEmpty();
  }

  @Test
  void waitInOrderForABrokerThatIsAway() {
    broker.away = true;
    asked("room", 1);
    tell();
    asked("room", 2);
    tell();

    broker.away = false;
    tell();

    assertThat(broker.told).extracting(TrafficReportsTest::requests).containsExactly(1L, 2L);
    assertThat(broker.told.getFirst().to()).isEqualTo(NOW.plusSeconds(10));
  }

  @Test
  void doNotGrowWithoutEnd() {
    broker.away = true;
    for (int i = 0; i < 400; i++) {
      asked("room", 1);
      tell();
    }

    broker.away = false;
    tell();

    assertThat(broker.told).hasSize(360);
    assertThat(broker.told.getFirst().from()).isEqualTo(NOW.plusSeconds(400));
  }

  @Test
  void sayTheLastWhenTheServiceEnds() {
    reports.start();
    asked("room", 1);

    reports.stop();

    assertThat(broker.told).hasSize(1);
    assertThat(reports.isRunning()).isFalse();
  }

  private void asked(String problem, int requests) {
    for (int i = 0; i < requests; i++) {
      counts.failed(problem, Channel.HTTP, Failure.NO_MODEL);
    }
  }

  private void tell() {
    clock.now = clock.now.plus(Duration.ofSeconds(10));
    reports.tell();
  }

  private static long requests(TrafficObserved told) {
    return told.shares().stream().mapToLong(Share::requests).sum();
  }

  private static final class Broker implements ControlPublisher {

    private final List<TrafficObserved> told = new ArrayList<>();
    private boolean away;

    @Override
    public void publish(ControlMessage message, String correlationId) {
      if (away) {
        throw new IllegalStateException("the broker is away");
      }
      told.add((TrafficObserved) message);
    }
  }

  private static final class Ticking extends Clock {

    private Instant now = NOW;

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
