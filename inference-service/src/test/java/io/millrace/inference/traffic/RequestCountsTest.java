package io.millrace.inference.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.event.Role;
import io.millrace.inference.load.By;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.message.TrafficObserved;
import io.millrace.message.TrafficObserved.Share;
import io.millrace.message.TrafficObserved.Side;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RequestCountsTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RequestCounts counts = new RequestCounts(new KnownProblems("room", "hall"), meters);

  @Test
  void tellsWhatCameSinceTheLastTimeAndNothingWhereNothingDid() {
    answered("room", 3, 2);
    answered("room", 3, 1);
    answered("hall", 1, 1);

    Map<?, List<Share>> first = counts.since();
    answered("room", 4, 1);

    assertThat(first).hasSize(2);
    assertThat(first.get(KnownProblems.name("room")))
        .singleElement()
        .satisfies(
            share -> {
              assertThat(share.version()).isEqualTo(3);
              assertThat(share.channel()).isEqualTo("http");
              assertThat(share.requests()).isEqualTo(2);
              assertThat(share.rows()).isEqualTo(3);
              assertThat(share.times().requests()).isEqualTo(2);
              assertThat(share.failures()).isEmpty();
            });
    assertThat(counts.since().get(KnownProblems.name("room")))
        .extracting(Share::version, Share::requests)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(4, 1L));
    assertThat(counts.since()).isEmpty();
  }

  @Test
  void tellsFailuresOfCallersFromThoseOfTheService() {
    fails("room", new IllegalArgumentException("?"), _ -> Failure.INVALID_REQUEST);
    fails("room", new IllegalStateException("!"), Failure::inside);
    fails("room", new IllegalStateException("!"), Failure::inside);
    counts.failed("room", Channel.HTTP, Failure.OVERLOADED);

    Share share = counts.since().get(KnownProblems.name("room")).getFirst();

    assertThat(share.version()).isZero();
    assertThat(share.requests()).isEqualTo(4);
    assertThat(share.failures())
        .containsExactly(
            new TrafficObserved.Failure("IllegalStateException", Side.SERVER, 2),
            new TrafficObserved.Failure("invalid-request", Side.CLIENT, 1),
            new TrafficObserved.Failure("overloaded", Side.SERVER, 1));
    assertThat(share.times().counts()).isEmpty();
  }

  @Test
  void countsEventsByVersionAndThoseThatNoPredictionCameOf() {
    counts.events(
        KnownProblems.name("room"),
        Map.of(new By(3, Role.CHAMPION), 90, new By(4, Role.CANARY), 10),
        2);

    assertThat(counts.since().get(KnownProblems.name("room")))
        .extracting(Share::version, Share::requests, Share::rows)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, 2L, 0L),
            org.assertj.core.groups.Tuple.tuple(3, 90L, 90L),
            org.assertj.core.groups.Tuple.tuple(4, 10L, 10L));
  }

  @Test
  void forgetsAVersionThatNobodyAsksAnyMoreAndItsMeters() {
    answered("room", 3, 1);
    answered("room", 4, 1);
    counts.forgetIdle();
    answered("room", 4, 1);
    counts.forgetIdle();
    counts.since();

    assertThat(meters.find("millrace.requests").timers())
        .extracting(timer -> timer.getId().getTag("version"))
        .containsExactly("4");

    answered("room", 3, 1);
    assertThat(counts.since().get(KnownProblems.name("room")))
        .extracting(Share::version)
        .containsExactly(3);
    assertThat(meters.find("millrace.requests").timers()).hasSize(2);
  }

  @Test
  void knowsNoProblemThatCallersMakeUp() {
    answered("no such", 1, 1);
    answered("nobody", 1, 1);

    assertThat(counts.since()).isEmpty();
  }

  @Test
  void losesNothingOfWhatComesAtOnce() throws Exception {
    int threads = 4;
    int each = 5_000;
    CountDownLatch begun = new CountDownLatch(threads);
    long requests = 0;
    long answers = 0;
    try (ExecutorService callers = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        var _ =
            callers.submit(
                () -> {
                  begun.countDown();
                  for (int call = 0; call < each; call++) {
                    answered("room", 3, 1);
                  }
                });
      }
      begun.await();
      callers.shutdown();
      while (!callers.isTerminated()) {
        for (Share share : counts.since().getOrDefault(KnownProblems.name("room"), List.of())) {
          requests += share.requests();
          answers += share.times().requests();
        }
      }
    }
    answered("room", 3, 1);
    Share last = counts.since().get(KnownProblems.name("room")).getFirst();

    assertThat(requests + last.requests()).isEqualTo(threads * each + 1L);
    assertThat(answers + last.times().requests()).isEqualTo(threads * each + 1L);
  }

  @Test
  void areMetricsByProblemAndVersion() {
    answered("room", 3, 1);
    counts.failed("room", Channel.GRPC, Failure.NOT_READY);

    assertThat(
            meters.get("millrace.requests").tags("problem", "room", "version", "3").timer().count())
        .isOne();
    assertThat(
            meters
                .get("millrace.requests.failed")
                .tags("problem", "room", "channel", "grpc", "kind", "not-ready", "side", "server")
                .functionCounter()
                .count())
        .isOne();
  }

  private void answered(String problem, int version, int rows) {
    String answer =
        counts.count(
            problem,
            Channel.HTTP,
            call -> {
              call.answered(version, rows);
              return "answer";
            },
            Failure::inside);
    assertThat(answer).isEqualTo("answer");
  }

  private void fails(
      String problem,
      RuntimeException failure,
      java.util.function.Function<Throwable, Failure> called) {
    assertThatThrownBy(
            () ->
                counts.count(
                    problem,
                    Channel.HTTP,
                    _ -> {
                      throw failure;
                    },
                    called))
        .isSameAs(failure);
  }
}
