package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.loop.Account;
import io.millrace.acceptance.loop.LoopProblem;
import io.millrace.acceptance.loop.Replay;
import io.millrace.acceptance.loop.Sea;
import io.millrace.acceptance.loop.Site;
import io.millrace.acceptance.loop.Stream;
import io.millrace.acceptance.loop.Stream.Block;
import io.millrace.starter.test.OtlpReceiver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two worlds of SEA, one after the other, through a stack that runs: in the second a fifth of the
 * rows are of the other class. The whole stream is a command, {@code ./millrace-loop}. Then one
 * event more, with a trace.
 */
class LoopIT {

  private static final double ALERT = 0.75;

  @Test
  void findsTheChangeTrainsAgainAndIsRightAgain() throws Exception {
    Stream sea = Sea.stream(List.of(10.5, 7.0), 600, 1200, 7);
    Block after = sea.blocks().getLast();
    try (OtlpReceiver collector = OtlpReceiver.start();
        RunningStack stack = RunningStack.start(OneTrace.settings(collector))) {
      Site site = new Site(stack::address, stack::token, stack.broker());

      Account account =
          new Replay(site, sea, 200, 200, _ -> {})
              .run(Map.of("sea", LoopProblem.on(sea, ALERT).yaml("sea")))
              .get("sea");

      assertThat(account.first(after)).isPresent();
      assertThat(account.versions(after)).isPositive();
      assertThat(account.settled(after)).isGreaterThan(0.84);
      OneTrace trace = new OneTrace(stack, collector);
      trace.isSeenOfAnEvent("sea");
      trace.isSeenOfARequest("sea");
    }
  }
}
