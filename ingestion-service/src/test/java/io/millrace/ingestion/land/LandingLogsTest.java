package io.millrace.ingestion.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.LandedFile;
import io.millrace.message.LandedFile.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A broker that was set up anew beside a store that is old. */
class LandingLogsTest extends LandingFixture {

  private final Logs logs = new Logs(blobs);

  @Test
  void theFirstTopicThatTheStoreKnowsHasNoNameAndALaterOneItsId() {
    assertThat(logs.name(Kind.EVENTS, "first-id")).isEmpty();
    assertThat(logs.name(Kind.EVENTS, "other-id")).isEqualTo("other-id");
    assertThat(logs.name(Kind.EVENTS, "first-id")).isEmpty();
    assertThat(logs.name(Kind.GROUND_TRUTH, "truths-id")).isEmpty();
  }

  @Test
  void aNewLogIsNewUntilPeopleHaveBeenTold() {
    assertThat(logs.isNew(Kind.EVENTS, "")).isFalse();
    assertThat(logs.isNew(Kind.EVENTS, "other-id")).isTrue();
    logs.note(Kind.EVENTS, "other-id");

    assertThat(logs.isNew(Kind.EVENTS, "other-id")).isFalse();
    assertThat(logs.isNew(Kind.GROUND_TRUTH, "other-id")).isTrue();
  }

  @Test
  void offsetsThatBeginAgainLandBesideTheEarlierOnesAndNotOnTopOfThem() {
    takeEvents(landing, 0, 9);
    landing.land();
    landing.mark();

    Source rebuilt = new Source(Kind.EVENTS, 0, "AbC-_1");
    Landing restarted = landing();
    assertThat(restarted.begin(EVENTS)).isEqualTo(10);
    assertThat(restarted.begin(rebuilt)).isZero();
    for (int i = 0; i < 10; i++) {
      restarted.take(rebuilt, event(i, "n" + i, Map.of("temperature", 1.0)));
    }
    restarted.land();

    assertThat(arrived.getLast().totalRows()).isEqualTo(20);
    assertThat(arrived.getLast().files())
        .extracting(LandedFile::path)
        .containsExactly("problems/rooms/data/p0-AbC-_1/00000000000000000000.parquet");
    assertThat(query("data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly("20 20");
    assertThat(assets().latest(ROOMS).orElseThrow().positions())
        .isEqualTo(Map.of("data/0", 9L, "data/0-AbC-_1", 9L));
  }
}
