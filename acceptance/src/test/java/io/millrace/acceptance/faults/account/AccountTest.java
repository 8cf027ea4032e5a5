package io.millrace.acceptance.faults.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The harness has to be able to fail. */
class AccountTest {

  private long next;

  @Test
  void isCleanWhereEachEventIsFoundOnce() {
    Account account = account(Set.of("a", "b"), tally("a", "b"), tally("b", "a"));

    assertThat(account.isClean()).isTrue();
    assertThat(account.found()).isEqualTo(2);
  }

  @Test
  void findsAnAcknowledgedEventThatIsNowhere() {
    Account account = account(Set.of("a", "b"), tally("a"), tally("a"));

    assertThat(account.missing()).containsOnlyKeys("b");
    assertThat(account.missing().get("b")).startsWith("acknowledged");
  }

  @Test
  void findsAnEventOfTheLogThatIsMissing() {
    Account account = account(Set.of("a"), tally("a", "unknown"), tally("a"));

    assertThat(account.missing()).containsOnlyKeys("unknown");
    assertThat(account.missing().get("unknown")).contains("not acknowledged", "events/0/");
  }

  @Test
  void findsAnEventThatIsThereTwice() {
    Account account = account(Set.of("a"), tally("a"), tally("a", "a"));

    assertThat(account.doubled()).containsOnlyKeys("a");
    assertThat(account.missing()).isEmpty();
  }

  @Test
  void findsAnEventThatTheLogRepeatsThoughItWasSentOnce() {
    Account account = account(Set.of("a"), tally("a", "a"), tally("a", "a"));

    assertThat(account.doubled()).containsOnlyKeys("a");
  }

  @Test
  void findsAnEventThatNobodySent() {
    Account account = account(Set.of("a"), tally("a"), tally("a", "foreign"));

    assertThat(account.doubled()).containsOnlyKeys("foreign");
  }

  @Test
  void aMissingAndADoubledDoNotCancelOut() {
    Account account = account(Set.of("a", "b"), tally("a", "b"), tally("a", "a"));

    assertThat(account.missing()).containsOnlyKeys("b");
    assertThat(account.doubled()).containsOnlyKeys("a");
  }

  @Test
  void anEventThatWasNotAcknowledgedMayBeNowhere() {
    assertThat(account(Set.of(), tally(), tally()).isClean()).isTrue();
  }

  @Test
  void whatWasSentTwiceIsFoundAsOftenAsInTheLog() {
    Map<String, Integer> attempts = Map.of("a", 2);

    assertThat(Account.of(Set.of("a"), attempts, tally("a", "a"), tally("a", "a")).isClean())
        .isTrue();
    assertThat(Account.of(Set.of("a"), attempts, tally("a", "a"), tally("a")).missing())
        .containsOnlyKeys("a");
    assertThat(Account.of(Set.of("a"), attempts, tally("a"), tally("a", "a")).doubled())
        .containsOnlyKeys("a");
  }

  private static Account account(Set<String> acknowledged, Tally log, Tally found) {
    return Account.of(acknowledged, Map.of(), log, found);
  }

  private Tally tally(String... ids) {
    Tally tally = new Tally();
    for (String id : ids) {
      tally.add(id, new Spot("events", 0, next++));
    }
    return tally;
  }
}
