package io.millrace.training.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Problem;
import io.millrace.scoring.features.Encoder.CategoryEncoder;
import io.millrace.scoring.features.Encoder.NumberEncoder;
import io.millrace.scoring.features.Encoder.TimeEncoder;
import io.millrace.training.Problems;
import io.millrace.training.prepare.Preparation.NotYet;
import io.millrace.training.prepare.Preparation.Ready;
import io.millrace.training.train.Block;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparerTest {

  /** One row a minute from midnight on; x is the row's number, kind turns new in the holdout. */
  private static final String EVENTS =
      """
      SELECT 'e' || i AS event_id, TIMESTAMP '2026-01-01' + INTERVAL (i) MINUTE AS event_time,
        CAST(0 AS INTEGER) AS "partition", CAST(i AS BIGINT) AS "offset",
        CASE WHEN i % 4 = 0 THEN NULL ELSE CAST(i AS DOUBLE) END AS x,
        CASE WHEN i >= 80 THEN 'new' WHEN i % 2 = 0 THEN 'even' ELSE NULL END AS kind,
        5.0 AS flat
      FROM range(0, 100) t(i)""";

  private static final String TRUTHS =
      """
      SELECT 'e' || i AS event_id, CAST(i % 2 AS VARCHAR) AS value,
        TIMESTAMP '2026-01-02' AS arrived_at,
        CAST(0 AS INTEGER) AS "partition", CAST(i AS BIGINT) AS "offset"
      FROM range(0, 100) t(i)""";

  private static final String FILE =
      """
          {'problem': 'room', 'define': {'task': 'classification', 'target': 'taken'},
           'data': {'time': 'date', 'features': {'x': {'type': 'number', 'optional': true},
             'kind': {'type': 'category', 'optional': true}, 'flat': 'number'}},
           'prepare': {'holdout': {'latest': '20%'}, 'steps': [{'impute': 'median'},
             {'derive': {'hour': 'hour-of-day(date)'}}, {'standardise': 'all-numbers'}]}}""";

  @TempDir Path folder;
  private Problem problem = Problems.read(FILE);
  private Optional<Instant> labelsSince = Optional.empty();

  @Test
  void holdsOutTheLatestRowsAndFitsOnTheOthersOnly() {
    Ready ready = ready(EVENTS, TRUTHS);

    assertThat(ready.classes()).containsExactly("0", "1");
    assertThat(ready.holdout().size()).isEqualTo(20);
    assertThat(ready.holdout().from()).isEqualTo(Instant.parse("2026-01-01T01:20:00Z"));
    assertThat(ready.histories()).extracting(History::name).containsExactly("all rows");
    History history = ready.histories().getFirst();
    assertThat(history.part().size()).isEqualTo(80);
    NumberEncoder x = (NumberEncoder) history.features().encoders().getFirst();
    assertThat(x.fill()).isEqualTo(40); // of 1, 2, 3, 5, …, 79: symmetric about 40
    assertThat(x.mean()).isCloseTo(40, within(1e-9));
    assertThat(history.features().encoders().get(1))
        .isEqualTo(new CategoryEncoder("kind", List.of("", "even")));
  }

  @Test
  void judgesInTimeOrderOnRowsThatNothingWasFittedOn() {
    Validation validation = ready(EVENTS, TRUTHS).histories().getFirst().validation();

    assertThat(validation.scheme()).isEqualTo("rolling origin, 4 folds");
    assertThat(validation.folds())
        .extracting(fold -> fold.judging().rows())
        .containsExactly(13, 13, 13, 13);
    Fold first = validation.folds().getFirst();
    assertThat(first.fitting().rows()).isEqualTo(28);
    NumberEncoder x = (NumberEncoder) first.features().encoders().getFirst();
    assertThat(x.fill()).isEqualTo(14); // of 1, 2, 3, 5, …, 27
    assertThat(first.judging().targets()).startsWith(0, 1, 0, 1);
  }

  @Test
  void drawsAHoldoutThatStaysWhenOtherRowsCome() {
    problem = with("'holdout': {'random': '30%'}");
    List<Long> before = times(ready(EVENTS, TRUTHS).holdout());

    Ready more =
        ready(
            EVENTS.replace("range(0, 100)", "range(0, 300)"),
            TRUTHS.replace("range(0, 100)", "range(0, 300)"));

    assertThat(before).hasSizeBetween(15, 45);
    assertThat(times(more.holdout())).startsWith(before.toArray(Long[]::new));
    assertThat(more.holdout().size() + more.histories().getFirst().part().size()).isEqualTo(300);
    assertThat(more.histories().getFirst().validation().scheme()).isEqualTo("5 random folds");
  }

  @Test
  void drawsTheSameShareOfEachClass() {
    problem = with("'holdout': {'stratified': '20%'}");

    Ready ready =
        ready(
            EVENTS.replace("range(0, 100)", "range(0, 400)"),
            TRUTHS
                .replace("range(0, 100)", "range(0, 400)")
                .replace("i % 2", "CAST(i < 50 AS INTEGER)"));

    assertThat(ready.holdout().size()).isEqualTo(80);
    assertThat(java.util.Arrays.stream(ready.holdout().targets()).sum()).isEqualTo(10);
    assertThat(ready.histories().getFirst().validation().folds())
        .hasSize(5)
        .allSatisfy(
            fold ->
                assertThat(java.util.Arrays.stream(fold.judging().targets()).sum()).isEqualTo(8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "stratified", "latest"})
  void keepsTheRowsOfAKeyTogether(String by) {
    problem =
        Problems.read(
            FILE.replace("'time': 'date'", "'time': 'date', 'key': 'room'")
                .replace("'latest': '20%'", "'%s': '25%%', 'groups': true".formatted(by)));
    String rooms =
        EVENTS
            .replace("range(0, 100)", "range(0, 400)")
            .replace("5.0 AS flat", "CAST(i // 25 AS DOUBLE) AS flat, 'r' || (i // 25) AS entity");

    Ready ready = ready(rooms, TRUTHS.replace("range(0, 100)", "range(0, 400)"));

    History history = ready.histories().getFirst();
    assertThat(rooms(ready.holdout()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(rooms(history.part()));
    assertThat(history.validation().folds())
        .isNotEmpty()
        .allSatisfy(
            fold -> {
              Parting parting = fold.parting();
              assertThat(rooms(history.part(), parting.judging()))
                  .doesNotContainAnyElementsOf(rooms(history.part(), parting.fitting()));
            });
  }

  @Test
  void knowsTheTargetOfTheRowBeforeOfTheSameKey() {
    Ready ready =
        ready(EVENTS.replace("5.0 AS flat", "5.0 AS flat, 'r' || (i % 3) AS entity"), TRUTHS);

    // rows 80 to 99, targets 0 and 1 by turns; the key's row before is the third before
    assertThat(ready.holdout().targets()).startsWith(0, 1, 0);
    assertThat(ready.previous()).hasSize(20).startsWith(1, 0, 1, 0);
  }

  @Test
  void saysThatNoRowsAreLeftWhereEveryKeyReachesIntoTheHoldout() {
    problem =
        Problems.read(
            FILE.replace("'time': 'date'", "'time': 'date', 'key': 'room'")
                .replace("'latest': '20%'", "'latest': '20%', 'groups': true"));

    Preparation preparation =
        prepare(
            EVENTS.replace("5.0 AS flat", "5.0 AS flat, 'one' AS entity"),
            TRUTHS,
            new Schema(List.of()),
            Optional.empty(),
            Optional.empty());

    assertThat(preparation)
        .isEqualTo(
            new NotYet(
                "of 100 labelled rows, 0 are left to train on and 20 to evaluate with, which are too few: the rows of one key stay together"));
  }

  private static Problem with(String holdout) {
    return Problems.read(FILE.replace("'holdout': {'latest': '20%'}", holdout));
  }

  private static List<Long> times(Part part) {
    return java.util.Arrays.stream(part.rows().epochMillis()).limit(part.size()).boxed().toList();
  }

  private static Set<Double> rooms(Part part) {
    return rooms(part, java.util.stream.IntStream.range(0, part.size()).toArray());
  }

  private static Set<Double> rooms(Part part, int[] rows) {
    Set<Double> rooms = new TreeSet<>();
    for (int row : rows) {
      rooms.add(part.rows().numbers(2)[row]);
    }
    return rooms;
  }

  @Test
  void leavesAColumnWithoutVarianceUnscaled() {
    NumberEncoder flat =
        (NumberEncoder) ready(EVENTS, TRUTHS).histories().getFirst().features().encoders().get(2);

    assertThat(flat).isEqualTo(new NumberEncoder("flat", 5, 5, 1));
  }

  @Test
  void leavesMissingValuesMissingWhereTheProblemSaysSo() {
    problem = Problems.read(FILE.replace("median", "none"));

    History history = ready(EVENTS, TRUTHS).histories().getFirst();
    NumberEncoder x = (NumberEncoder) history.features().encoders().getFirst();
    float[] features = history.encoded().features();
    int width = history.features().width();

    assertThat(x.fill()).isNaN();
    assertThat(x.mean()).isCloseTo(40, within(1e-9)); // of those that are there
    assertThat(features[0]).isNaN();
    assertThat(features[width]).isCloseTo((float) ((1 - x.mean()) / x.scale()), within(1e-6f));
  }

  @Test
  void tellsTrainersWhichColumnsAreOneCategory() {
    History history = ready(EVENTS, TRUTHS).histories().getFirst();

    assertThat(history.encoded().blocks()).containsExactly(new Block(1, 3));
  }

  @Test
  void scalesTimePartsAsServingComputesThem() {
    History history = ready(EVENTS, TRUTHS).histories().getFirst();
    TimeEncoder hour = (TimeEncoder) history.features().encoders().get(3);
    float[] features = history.encoded().features();
    int width = history.features().width();

    double mean = 0;
    for (int row = 0; row < 80; row++) {
      mean += features[row * width + width - 1] / 80;
    }

    assertThat(hour.mean()).isCloseTo(39.5 / 60, within(1e-9));
    assertThat(mean).isCloseTo(0, within(1e-6));
  }

  @Test
  void countsAResentEventOnceAndTakesTheLatestTruth() {
    String resent =
        EVENTS
            + " UNION ALL BY NAME SELECT * REPLACE (\"offset\" + 1000 AS \"offset\", "
            + "999.0 AS x) FROM ("
            + EVENTS
            + ") WHERE \"offset\" < 10";
    String corrected =
        TRUTHS
            + " UNION ALL BY NAME SELECT * REPLACE ('1' AS value, "
            + "\"offset\" + 1000 AS \"offset\") FROM ("
            + TRUTHS
            + ") WHERE \"offset\" < 10";

    Ready ready = ready(resent, corrected);

    assertThat(ready.landed()).isEqualTo(110);
    assertThat(ready.duplicates()).isEqualTo(10);
    assertThat(ready.labelled()).isEqualTo(100);
    Part part = ready.histories().getFirst().part();
    assertThat(part.targets()).startsWith(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1);
    assertThat(part.rows().numbers(0)[1]).isEqualTo(1);
  }

  @Test
  void leavesOutGroundTruthsThatAreOfAnotherTarget() {
    labelsSince = Optional.of(Instant.parse("2026-01-02T00:00:50Z"));
    String later =
        TRUTHS
            .replace("TIMESTAMP '2026-01-02' AS", "TIMESTAMP '2026-01-02' + INTERVAL (i) SECOND AS")
            .replace("range(0, 100)", "range(0, 200)");

    Ready ready = ready(EVENTS.replace("range(0, 100)", "range(0, 200)"), later);

    assertThat(ready.labelled()).isEqualTo(150);
    assertThat(ready.landed()).isEqualTo(200);
  }

  @Test
  void ordersByTimeWhateverTheOrderOfArrival() {
    String late =
        EVENTS.replace("CAST(i AS BIGINT) AS \"offset\"", "CAST(99 - i AS BIGINT) AS \"offset\"");

    Ready ready = ready(late, TRUTHS);

    assertThat(ready.histories().getFirst().part().rows().epochMillis())
        .startsWith(
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(),
            Instant.parse("2026-01-01T00:01:00Z").toEpochMilli());
  }

  @Test
  void aFeatureThatNoFileHasIsMissingEverywhere() {
    Schema champions = new Schema(List.of(new Feature.Number("pressure", true, Optional.empty())));

    Ready ready = (Ready) prepare(EVENTS, TRUTHS, champions, Optional.empty(), Optional.empty());

    assertThat(ready.championHoldout().rows().schema().names())
        .containsExactly("x", "kind", "flat", "pressure");
    assertThat(ready.championHoldout().rows().numbers(3)[0]).isNaN();
    assertThat(ready.holdout().rows().schema().names()).containsExactly("x", "kind", "flat");
  }

  @Test
  void leavesRowsOutOfTheHoldoutThatTheChampionLearnedFrom() {
    String events = EVENTS.replace("range(0, 100)", "range(0, 1000)");
    String truths = TRUTHS.replace("range(0, 100)", "range(0, 1000)");
    Instant fresh = Instant.parse("2026-01-01T15:00:00Z"); // row 900

    Ready ready =
        (Ready)
            prepare(events, truths, new Schema(List.of()), Optional.empty(), Optional.of(fresh));

    assertThat(ready.holdout().from()).isEqualTo(fresh);
    assertThat(ready.holdout().size()).isEqualTo(100);
  }

  @Test
  void afterADriftTheNewWorldIsLearnedFromAndEvaluatedOn() {
    String events = EVENTS.replace("range(0, 100)", "range(0, 2000)");
    String truths = TRUTHS.replace("range(0, 100)", "range(0, 2000)");
    Instant since = Instant.parse("2026-01-01T20:00:00Z"); // row 1200

    Ready ready =
        (Ready)
            prepare(events, truths, new Schema(List.of()), Optional.of(since), Optional.empty());

    assertThat(ready.sinceChange()).isEqualTo(800);
    assertThat(ready.holdout().size()).isEqualTo(250);
    assertThat(ready.histories())
        .extracting(History::name)
        .containsExactly("all rows", "rows since the drift");
    assertThat(ready.histories().getLast().part().from()).isEqualTo(since);
    assertThat(ready.histories().getLast().part().size()).isEqualTo(550);
    assertThat(ready.histories().getFirst().part().size()).isEqualTo(1750);
  }

  @Test
  void waitsForRowsOfTheNewWorld() {
    assertThat(changed(2000, 1850, true, "i % 2"))
        .isEqualTo(
            new NotYet(
                "150 of the 200 labelled rows since the change have landed that a model for it is made of",
                50L));
    assertThat(changed(2000, 2100, true, "i % 2"))
        .isInstanceOfSatisfying(
            NotYet.class, notYet -> assertThat(notYet.awaited()).isEqualTo(200));
  }

  @Test
  void countsEventsOnTheirWayToTheChangeWhoseLabelsComeFirst() {
    Preparation preparation =
        prepare(
            EVENTS.replace("range(0, 100)", "range(0, 2000)"),
            TRUTHS.replace("range(0, 100)", "range(0, 1700)"),
            new Schema(List.of()),
            Optional.of(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * 1800)),
            Optional.empty());

    assertThat(((NotYet) preparation).awaited()).isEqualTo(300);
  }

  @Test
  void aRunForAnotherReasonGoesOnWithoutThem() {
    Ready ready = (Ready) changed(2000, 1850, false, "i % 2");

    assertThat(ready.sinceChange()).isZero();
    assertThat(ready.holdout().size()).isEqualTo(400);
    assertThat(ready.histories()).extracting(History::name).containsExactly("all rows");
  }

  @Test
  void learnsFromOneHalfOfTheFirstRowsOfANewWorldAndJudgesByTheOther() {
    Ready ready = (Ready) changed(2000, 1800, true, "i % 2");

    assertThat(ready.holdout().size()).isEqualTo(100);
    assertThat(ready.histories().getLast().part().size()).isEqualTo(100);
    assertThat(ready.histories())
        .allSatisfy(
            history ->
                assertThat(history.validation().folds().getFirst().judging().rows()).isEqualTo(50));
  }

  @Test
  void judgesByHalfOfTheNewWorldWhereItsLastRowsAreAlike() {
    String quietEnd = "CASE WHEN i >= 2700 THEN 0 ELSE i % 2 END";

    assertThat(((Ready) changed(3000, 2000, true, quietEnd)).holdout().size()).isEqualTo(500);
    assertThat(changed(3000, 2500, true, quietEnd))
        .isEqualTo(
            new NotYet(
                "the 500 labelled rows since the change are too alike to tell a good model from a bad one",
                250L));
  }

  @Test
  void aWorldThatIsAllNewIsSplitAsEver() {
    Ready ready = (Ready) changed(2000, 0, true, "i % 2");

    assertThat(ready.sinceChange()).isEqualTo(2000);
    assertThat(ready.holdout().size()).isEqualTo(400);
  }

  @Test
  void longAfterAChangeTheHoldoutIsTheUsualAgainAndTheLatestOfTheNewWorldAreHistories() {
    Ready ready = (Ready) changed(12_000, 4000, true, "i % 2");

    assertThat(ready.holdout().size()).isEqualTo(1600); // a fifth of the rows since
    assertThat(ready.histories())
        .extracting(History::name, history -> history.part().size())
        .containsExactly(
            tuple("all rows", 10_400),
            tuple("rows since the drift", 6400),
            tuple("the latest half", 5200),
            tuple("the latest quarter", 2600));
  }

  @Test
  void ofPlentyOfRowsTheLatestAreHistoriesOfTheirOwn() {
    String all = "range(0, 10000)";

    Ready ready = ready(EVENTS.replace("range(0, 100)", all), TRUTHS.replace("range(0, 100)", all));

    assertThat(ready.histories())
        .extracting(History::name, history -> history.part().size())
        .containsExactly(
            tuple("all rows", 8000),
            tuple("the latest half", 4000),
            tuple("the latest quarter", 2000));
    assertThat(ready.histories())
        .allSatisfy(
            history -> {
              Fold fold = history.validation().folds().getFirst();
              assertThat(fold.parting().judging()).hasSize(1600).startsWith(6400);
              assertThat(fold.fitting().rows()).isEqualTo(Math.min(6400, history.part().size()));
            });
  }

  @Test
  void comparesOverTheLatestBlocksAsLongAsTheHoldoutThatIsCounted() {
    problem = with("'holdout': {'latest': '300 rows'}");
    String all = "range(0, 10300)";

    Ready ready = ready(EVENTS.replace("range(0, 100)", all), TRUTHS.replace("range(0, 100)", all));

    assertThat(ready.holdout().size()).isEqualTo(300);
    assertThat(ready.histories())
        .extracting(History::name, history -> history.part().size())
        .containsExactly(
            tuple("all rows", 10_000),
            tuple("the latest half", 5000),
            tuple("the latest quarter", 2500));
    assertThat(ready.histories().getLast().validation().folds())
        .extracting(fold -> fold.parting().judging()[0], fold -> fold.fitting().rows())
        .containsExactly(
            tuple(8800, 2500), tuple(9100, 2500), tuple(9400, 2500), tuple(9700, 2500));
    assertThat(ready.histories().getFirst().validation().folds())
        .allSatisfy(fold -> assertThat(fold.judging().rows()).isEqualTo(300))
        .extracting(fold -> fold.fitting().rows())
        .containsExactly(8800, 9100, 9400, 9700);
  }

  @Test
  void holdsOutHalfWhereRowsAreFewerThanTwiceTheCount() {
    problem = with("'holdout': {'latest': '300 rows'}");

    assertThat(ready(EVENTS, TRUTHS).holdout().size()).isEqualTo(50);
  }

  @Test
  void learnsFromNoWindowThatLacksAClass() {
    String all = "range(0, 10000)";
    String rare = "CAST(i % 2 = 0 AND (i < 4000 OR i > 7500) AS INTEGER)";

    Ready ready =
        ready(
            EVENTS.replace("range(0, 100)", all),
            TRUTHS.replace("range(0, 100)", all).replace("i % 2", rare));

    assertThat(ready.histories())
        .extracting(History::name)
        .containsExactly("all rows", "the latest half");
  }

  @Test
  void waitsWhereRowsAreFewOrAlike() {
    assertThat(
            prepare(
                EVENTS.replace("range(0, 100)", "range(0, 15)"),
                TRUTHS,
                new Schema(List.of()),
                Optional.empty(),
                Optional.empty()))
        .isEqualTo(new NotYet("15 labelled rows are too few to train on and to evaluate with"));
    assertThat(
            prepare(
                EVENTS,
                TRUTHS.replace("CAST(i % 2 AS VARCHAR)", "'1'"),
                new Schema(List.of()),
                Optional.empty(),
                Optional.empty()))
        .isInstanceOf(NotYet.class);
  }

  private Ready ready(String events, String truths) {
    return (Ready)
        prepare(events, truths, new Schema(List.of()), Optional.empty(), Optional.empty());
  }

  private Preparation prepare(
      String events,
      String truths,
      Schema alsoNeeded,
      Optional<Instant> since,
      Optional<Instant> fresh) {
    return prepared(
        events, truths, alsoNeeded, since.map(changed -> new Change(changed, true)), fresh);
  }

  private Preparation changed(int rows, int changed, boolean awaited, String target) {
    Instant since = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * changed);
    return prepared(
        EVENTS.replace("range(0, 100)", "range(0, %d)".formatted(rows)),
        TRUTHS.replace("range(0, 100)", "range(0, %d)".formatted(rows)).replace("i % 2", target),
        new Schema(List.of()),
        Optional.of(new Change(since, awaited)),
        Optional.empty());
  }

  private Preparation prepared(
      String events,
      String truths,
      Schema alsoNeeded,
      Optional<Change> change,
      Optional<Instant> fresh) {
    Path eventFile = folder.resolve("events.parquet");
    Path truthFile = folder.resolve("truths.parquet");
    write(events, eventFile);
    write(truths, truthFile);
    return new Preparer(new Limits("256MB", folder, 100_000))
        .prepare(
            new Preparer.Request(
                problem,
                alsoNeeded,
                List.of(eventFile),
                List.of(truthFile),
                labelsSince,
                change,
                fresh));
  }

  private static void write(String query, Path file) {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
