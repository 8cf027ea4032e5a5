package io.millrace.ingestion.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.message.DataArrived;
import io.millrace.message.LandedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LandingFaultsTest extends LandingFixture {
  @Test
  void skipsWhatTheStoreHasAfterARestart() {
    takeEvents(landing, 0, 9);
    landing.land();

    Landing restarted = landing();
    takeEvents(restarted, 0, 19);
    restarted.land();

    assertThat(query("data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly("20 20");
    assertThat(blobs.list("problems/rooms/data/")).hasSize(2);
    assertThat(arrived.getLast().totalRows()).isEqualTo(20);
  }

  @Test
  void announcesAgainAfterARestartWhatPerhapsWasNot() {
    takeEvents(landing, 0, 9);
    brokerFails = true;
    assertThatThrownBy(landing::land).hasMessage("told to fail");
    brokerFails = false;
    assertThat(landing.landed()).containsEntry(EVENTS, 0L);

    Landing restarted = landing();
    takeEvents(restarted, 0, 9);
    restarted.land();

    assertThat(arrived).extracting(DataArrived::asset).containsExactly(1L);
    assertThat(blobs.list("problems/rooms/")).hasSize(2);
    assertThat(restarted.landed()).containsEntry(EVENTS, 10L);
  }

  @Test
  void takesUpWhereItFailed() {
    takeEvents(landing, 0, 9);
    for (String failing : List.of("data/", "assets/")) {
      blobs.failing = path -> path.contains(failing);
      assertThatThrownBy(landing::land).hasMessageContaining("told to fail");
      assertThat(landing.landed().getOrDefault(EVENTS, 0L)).isZero();
      blobs.failing = _ -> false;
    }
    brokerFails = true;
    assertThatThrownBy(landing::land).hasMessage("told to fail");
    brokerFails = false;
    landing.land();

    assertThat(arrived).extracting(DataArrived::totalRows).containsExactly(10L);
    assertThat(blobs.list("problems/rooms/")).hasSize(2);
    assertThat(landing.landed()).containsEntry(EVENTS, 10L);
  }

  @Test
  void listsAFileThatAKilledServiceLeftUnlisted() {
    takeEvents(landing, 0, 9);
    blobs.failing = path -> path.contains("assets/");
    assertThatThrownBy(landing::land).hasMessageContaining("told to fail");
    blobs.failing = _ -> false;

    Landing restarted = landing();
    takeEvents(restarted, 0, 14);
    restarted.land();

    assertThat(arrived).extracting(DataArrived::totalRows).containsExactly(15L);
    assertThat(arrived.getFirst().files()).extracting(LandedFile::rows).containsExactly(10L, 5L);
  }

  @Test
  void readsWhereTheStoreStandsWhenTheNameIsTaken() {
    Landing rival = landing();
    takeEvents(rival, 0, 9);
    takeEvents(landing, 0, 12);
    blobs.beforeCreate = rival::land;
    landing.land();

    assertThat(query("data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly("13 13");
    assertThat(arrived).extracting(DataArrived::totalRows).containsExactly(10L, 13L);
    assertThat(assets().latest(ROOMS).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void takesTheNextVersionWhenAnotherTookTheOneItWanted() {
    Landing rival = landing();
    rival.take(OTHER_EVENTS, event(0, "other", Map.of("temperature", 1.0)));
    takeEvents(landing, 0, 9);
    clock.now = START.plusSeconds(3);
    blobs.failing = path -> path.contains("assets/");
    assertThatThrownBy(landing::land).hasMessageContaining("told to fail");
    blobs.failing = _ -> false;
    blobs.beforeCreate = rival::land;
    landing.land();

    assertThat(arrived)
        .extracting(DataArrived::asset, DataArrived::totalRows)
        .containsExactly(tuple(1L, 1L), tuple(2L, 11L));
  }

  @Test
  void forgetsAPartitionThatAnotherLandsFromNowOn() {
    takeEvents(landing, 0, 5);
    landing.drop(List.of(EVENTS));
    clock.now = START.plusSeconds(3);
    landing.land();

    assertThat(blobs.list("")).isEmpty();
    assertThat(landing.landed()).doesNotContainKey(EVENTS);
  }

  @Test
  void leavesOutARowThatComesTwice() {
    takeEvents(landing, 0, 5);
    takeEvents(landing, 3, 9);
    landing.land();

    assertThat(query("data", "SELECT count(*) FROM FILES")).containsExactly("10");
  }

  /**
   * One instance left two files, the second going on from the first; another, which refused a row,
   * listed a third that overlaps the first. The second must not be gone on from: between it and
   * what is listed lie rows that were only in the first.
   */
  @Test
  void aFileThatGoesOnFromOneThatCanNoLongerBeListedIsNotTakenForLanded() {
    Landing sleeper = landing();
    takeEvents(sleeper, 0, 3);
    landNow(sleeper);
    Landing dead = landing();
    takeEvents(dead, 0, 7);
    blobs.failing = path -> path.contains("assets/0000000002");
    assertThatThrownBy(() -> landNow(dead)).hasMessageContaining("told to fail");
    takeEvents(dead, 8, 11);
    assertThatThrownBy(() -> landNow(dead)).hasMessageContaining("told to fail");
    blobs.failing = _ -> false;
    sleeper.pass(EVENTS, 4);
    takeEvents(sleeper, 5, 6);
    landNow(sleeper);

    Landing next = landing();
    takeEvents(next, 0, 12);
    landNow(next);

    List<LandedFile> listed = new ArrayList<>();
    assets().follow(Asset.none(ROOMS), asset -> listed.addAll(asset.files()));
    assertThat(listed)
        .extracting(LandedFile::firstOffset, LandedFile::lastOffset, LandedFile::rows)
        .containsExactly(tuple(0L, 3L, 4L), tuple(5L, 6L, 2L), tuple(7L, 12L, 6L));
    assertThat(blobs.list("problems/rooms/data/")).noneMatch(path -> path.endsWith("8.parquet"));
  }

  private void landNow(Landing landing) {
    clock.now = clock.now.plusSeconds(3);
    landing.land();
  }
}
