package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scoring.model.PackageJson;
import io.millrace.training.prepare.Change;
import io.millrace.training.store.StoredRun;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

  private static final Instant CHANGED = Instant.parse("2026-03-01T11:30:00Z");

  /** As an earlier Millrace wrote it: it knew of drifts alone. */
  private static final String EARLIER =
      """
      {"change": 2, "told": true,
       "record": {"run": "20260301-120000-000", "state": "rejected",
         "cause": {"kind": "DRIFT", "detail": "humidity moved"},
         "startedAt": "2026-03-01T12:00:00Z", "endedAt": "2026-03-01T12:01:00Z", "asset": 7,
         "labels": 900, "correlationId": "c-1", "attempt": 1, "reason": "no better",
         "waitsForData": false, "setAside": false,
         "report": {"duplicates": 0, "best": "linear on all rows", "candidates": [], "naive": {},
           "warnings": []}},
       "plan": {"problemVersion": 1, "definition": {"problem": "room",
           "define": {"task": "classification", "target": "taken"},
           "data": {"features": {"humidity": "number"}}},
         "champion": 1, "newest": 1, "duplicates": 0,
         "drifts": [{"modelVersion": 1, "kind": "DATA", "since": "2026-03-01T11:00:00Z",
           "until": "2026-03-01T11:59:00Z", "summary": "humidity moved",
           "correlationId": "c-1"}]}}""";

  @Test
  void readsARunOfBeforeChangesWereRemembered() {
    StoredRun run = read(EARLIER);

    assertThat(run.record().awaited()).isNull();
    assertThat(run.record().report().sinceChange()).isNull();
    assertThat(Plan.of(run).change())
        .contains(new Change(Instant.parse("2026-03-01T11:00:00Z"), false));
  }

  @ParameterizedTest
  @CsvSource({"DRIFT, true", "PERFORMANCE, true", "SCHEDULE, false", "REQUEST, false"})
  void rowsOfTheNewWorldAreAwaitedByWhatAnswersTheDrift(String cause, boolean awaited) {
    StoredRun run =
        read(
            EARLIER
                .replace("\"kind\": \"DRIFT\"", "\"kind\": \"%s\"".formatted(cause))
                .replace("\"newest\": 1", "\"newest\": 1, \"changed\": \"%s\"".formatted(CHANGED)));

    assertThat(Plan.of(run).change()).contains(new Change(CHANGED, awaited));
    assertThat(PackageJson.read(PackageJson.write(run), StoredRun.class)).isEqualTo(run);
  }

  private static StoredRun read(String json) {
    return PackageJson.read(json.getBytes(StandardCharsets.UTF_8), StoredRun.class);
  }
}
