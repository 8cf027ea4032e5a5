package io.millrace.inference.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.inference.follow.Heard.End;
import io.millrace.inference.follow.Heard.Predictions;
import io.millrace.inference.follow.Heard.Reason;
import io.millrace.problem.ProblemName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FollowersTest {

  private static final Duration SOON = Duration.ofMillis(50);
  private static final Wish ROOMS = new Wish(new ProblemName("rooms"), null);

  private final LogInMemory log = new LogInMemory(3);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Followers followers = new Followers(log, 3, 100_000, meters);

  @Test
  void tellsWhatComesFromNowOn() throws Exception {
    log.publish("rooms", 10);
    try (Follower follower = open(ROOMS, null)) {
      log.publish("streets", 5);
      log.publish("rooms", 5);

      assertThat(hear(follower, 5)).containsExactlyInAnyOrder("15", "16", "17", "18", "19");
    }
  }

  @Test
  void tellsOfOneEntityAlone() throws Exception {
    try (Follower follower = open(new Wish(ROOMS.problem(), "room-1"), null)) {
      log.publish("rooms", 9);

      assertThat(hear(follower, 3)).containsExactly("1", "4", "7");
    }
  }

  @Test
  void movesOnWhereNothingIsOfThisProblem() throws Exception {
    try (Follower follower = open(ROOMS, null)) {
      log.publish("streets", 6);

      await().until(() -> follower.next(SOON) instanceof Heard.Nothing(Place p) && is(p, "2-2-2"));
    }
  }

  private static boolean is(Place place, String text) {
    return place.toString().equals(text);
  }

  @Test
  void tellsNothingTwiceAndLeavesNothingOutWhereOneComesBack() throws Exception {
    log.publish("rooms", 30);
    Place left;
    List<String> heard;
    try (Follower first = open(ROOMS, Place.BEGINNING)) {
      heard = hear(first, 20);
      left = first.place();
    }
    int already = heard.size();
    log.publish("rooms", 3000);
    Thread publisher =
        Thread.ofVirtual()
            .start(() -> IntStream.range(0, 300).forEach(_ -> log.publish("rooms", 10)));
    try (Follower again = open(ROOMS, left)) {
      heard.addAll(hear(again, 6030 - already));
    }
    publisher.join();

    assertThat(heard)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 6030).mapToObj(Integer::toString).toList());
  }

  @Test
  void saysWhatIsNotKeptAnyMore() throws Exception {
    log.publish("rooms", 9);
    log.expire(2);
    try (Follower follower = open(ROOMS, Place.of(1, 2, 2))) {

      assertThat(follower.next(SOON)).isInstanceOf(Heard.Gap.class);
      assertThat(hear(follower, 3)).containsExactlyInAnyOrder("6", "7", "8");
    }
  }

  @Test
  void cutsOffOneThatIsSlowAndNobodyElse() throws Exception {
    try (Follower slow = open(ROOMS, null);
        Follower quick = open(ROOMS, null)) {
      Place before = slow.place();
      for (int i = 0; i < 50; i++) {
        log.publish("rooms", 10);
        assertThat(hear(quick, 10)).hasSize(10);
      }

      await().untilAsserted(() -> assertThat(slow.next(SOON)).isEqualTo(new End(Reason.TOO_SLOW)));
      try (Follower again = open(ROOMS, before)) {
        assertThat(hear(again, 500)).hasSize(500).doesNotHaveDuplicates();
      }
    }
    assertThat(meters.counter("millrace.followers.dropped").count()).isEqualTo(1);
  }

  @Test
  void letsInNoMoreThanThereIsRoomFor() throws Exception {
    Follower first = open(ROOMS, null);
    try (Follower second = open(ROOMS, null);
        Follower third = open(ROOMS, Place.BEGINNING)) {
      assertThat(followers.follow(ROOMS, null)).isInstanceOf(Opening.Full.class);
      assertThat(List.of(second, third)).hasSize(2);
      first.close();

      open(ROOMS, null).close();
    }
    assertThat(followers.count()).isZero();
  }

  @Test
  void readsTheLogOnceAndOnlyWhileSomebodyFollows() throws Exception {
    assertThat(log.readers()).isZero();
    try (Follower first = open(ROOMS, null);
        Follower second = open(ROOMS, null)) {
      assertThat(List.of(first, second)).hasSize(2);
      assertThat(log.readers()).isEqualTo(1);
    }
    await().until(() -> log.readers() == 0);

    try (Follower again = open(ROOMS, null)) {
      log.publish("rooms", 3);
      assertThat(hear(again, 3)).hasSize(3);
    }
  }

  @Test
  void endsWhereTheLogCannotBeReadAndBeginsAnew() throws Exception {
    try (Follower follower = open(ROOMS, null)) {
      log.fail();

      assertThat(follower.next(Duration.ofSeconds(10))).isEqualTo(new End(Reason.UNREADABLE));
      try (Follower again = open(ROOMS, null)) {
        log.publish("rooms", 1);
        assertThat(hear(again, 1)).hasSize(1);
      }
    }
  }

  @Test
  void endsWithTheService() throws Exception {
    try (Follower follower = open(ROOMS, null);
        Follower behind = open(ROOMS, Place.BEGINNING)) {
      followers.stop();

      assertThat(follower.next(SOON)).isEqualTo(new End(Reason.STOPPING));
      assertThat(behind.next(SOON)).isEqualTo(new End(Reason.STOPPING));
    }
  }

  private Follower open(Wish wish, @Nullable Place after) throws InterruptedException {
    if (followers.follow(wish, after) instanceof Opening.Opened(Follower follower)) {
      return follower;
    }
    throw new AssertionError("nobody was let in");
  }

  /** At least so many. */
  private static List<String> hear(Follower follower, int count) throws InterruptedException {
    List<String> heard = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (heard.size() < count && System.nanoTime() < deadline) {
      if (follower.next(SOON) instanceof Predictions(List<Told> told, _)) {
        told.forEach(each -> heard.add(each.id()));
      }
    }
    return heard;
  }
}
