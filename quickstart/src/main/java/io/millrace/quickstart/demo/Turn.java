package io.millrace.quickstart.demo;

import io.millrace.quickstart.StackFailure;
import io.millrace.quickstart.Terminal;
import io.millrace.quickstart.Terminal.Tone;
import io.millrace.quickstart.demo.Sight.Drift;
import io.millrace.quickstart.demo.Sight.Model;
import io.millrace.quickstart.demo.Sight.Running;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One turn of the loop, from the first event to a model that has followed the season. */
final class Turn {

  private static final double BRISK = 400;
  private static final double STEADY = 200;

  /** While a training needs the machine. */
  private static final double GENTLE = 60;

  /** Five days of labelled readings, and a little more for those on their way. */
  private static final int ENOUGH_TO_TRAIN = 5 * Building.READINGS_A_DAY;

  private static final int LABELS_TO_JUDGE = Building.READINGS_A_DAY;
  private static final int QUIET_WINDOWS = 3;
  private static final double RECOVERED = 0.85;

  private final Api api;
  private final RoomStream rooms;
  private final Watch watch;
  private final Terminal terminal;

  Turn(Api api, RoomStream rooms, Watch watch, Terminal terminal) {
    this.api = api;
    this.rooms = rooms;
    this.watch = watch;
    this.terminal = terminal;
  }

  /**
   * What came of it.
   *
   * @param firstPrediction after the start of the command
   * @param turned when the season did
   * @param swapped when the new model served
   * @param winter the running metric before the season turned
   * @param lowest the running metric of the old model after it
   * @param recovered the running metric of the new model
   */
  record Outcome(
      Duration firstPrediction,
      Duration turned,
      Duration detected,
      Duration swapped,
      Model first,
      Model last,
      double winter,
      double lowest,
      double recovered) {}

  /**
   * @throws StackFailure naming the step that did not come in time
   */
  Outcome run() {
    Model first = firstModel();
    Duration firstPrediction = predict(first);
    double winter = quietWinter(first);
    Duration turned = turnSeason();
    Duration detected = drift(first);
    Model last = retrained(first);
    Duration swapped = terminal.elapsed();
    double recovered = recovery(first);
    double lowest = watch.lowest();
    return new Outcome(
        firstPrediction, turned, detected, swapped, first, last, winter, lowest, recovered);
  }

  private Model firstModel() {
    rooms.start(BRISK);
    watch.await("the first events land", sight -> sight.landed() > 0);
    terminal.event(Tone.PLAIN, "events land: %,d rows in Parquet".formatted(watch.now().landed()));
    watch.await("five days are labelled", _ -> rooms.labelled() >= ENOUGH_TO_TRAIN);
    rooms.pace(GENTLE);
    watch.await("version 1 is trained", sight -> sight.model(1).isPresent());
    return sayTrained(1);
  }

  private Model sayTrained(int version) {
    Model model = watch.now().model(version).orElseThrow();
    terminal.event(
        Tone.GOOD,
        "trained v%d: %s, %s %.3f on later rows than the %,d it learned from"
            .formatted(version, model.algorithm(), model.metric(), model.value(), model.rows()));
    return model;
  }

  private Duration predict(Model model) {
    watch.await(
        "version %d serves".formatted(model.version()),
        sight -> sight.serving() >= model.version());
    terminal.event(Tone.GOOD, "serving v" + watch.now().serving());
    Reading reading = rooms.latest().orElseThrow();
    JsonNode prediction = ask(reading);
    Duration at = terminal.elapsed();
    terminal.event(
        Tone.PLAIN,
        "asked about %s: %s, probability %.2f"
            .formatted(
                reading.room(),
                prediction.path("label").asString("").equals("1") ? "occupied" : "empty",
                probability(prediction)));
    return at;
  }

  private JsonNode ask(Reading reading) {
    Map<String, Object> row = RoomStream.features(reading);
    row.put("time", reading.time().toString());
    row.put("room", reading.room());
    return api.predict(row);
  }

  private static double probability(JsonNode prediction) {
    String label = prediction.path("label").asString("");
    return prediction.path("probabilities").path(label).asDouble(Double.NaN);
  }

  /** Long enough to see the model right and the drift detector silent. */
  private double quietWinter(Model model) {
    rooms.pace(STEADY);
    int sentBefore = rooms.sent();
    watch.await(
        "winter is judged",
        sight ->
            isQuiet(sight)
                && rooms.sent() - sentBefore >= Building.READINGS_A_DAY
                && sight.quietWindows(1) >= QUIET_WINDOWS
                && sight.running(1).filter(Turn::isJudged).isPresent());
    double running = running(model.version());
    terminal.event(
        Tone.GOOD,
        "running %s %.3f over the last %d labels; %d windows look like the training data"
            .formatted(model.metric(), running, LABELS_TO_JUDGE, watch.now().quietWindows(1)));
    return running;
  }

  private static boolean isQuiet(Sight sight) {
    sight
        .drift(1)
        .ifPresent(
            drift -> {
              throw new StackFailure(
                  "drift was announced although the season had not turned: " + words(drift));
            });
    return true;
  }

  private static boolean isJudged(Running running) {
    return running.labelled() >= LABELS_TO_JUDGE && !Double.isNaN(running.value());
  }

  private double running(int version) {
    return watch.now().running(version).map(Running::value).orElse(Double.NaN);
  }

  private Duration turnSeason() {
    rooms.turnTo(Season.SUMMER);
    watch.followLowest();
    rooms.pace(BRISK);
    terminal.event(
        Tone.NOTABLE, "the season turns: windows open, the air is warm and damp, days are bright");
    return terminal.elapsed();
  }

  private Duration drift(Model model) {
    watch.await("the drift is detected", sight -> sight.drift(model.version()).isPresent());
    Drift drift = watch.now().drift(model.version()).orElseThrow();
    terminal.event(Tone.NOTABLE, "drifted: " + words(drift));
    return terminal.elapsed();
  }

  /** The strongest test of each feature. */
  private static String words(Drift drift) {
    Map<String, Sight.Moved> strongest = new java.util.LinkedHashMap<>();
    drift.moved().stream()
        .filter(moved -> moved.test().equals("psi"))
        .forEach(moved -> strongest.putIfAbsent(moved.feature(), moved));
    drift.moved().forEach(moved -> strongest.putIfAbsent(moved.feature(), moved));
    return strongest.values().stream()
        .map(
            moved ->
                "%s (%s %.2f > %.2f)"
                    .formatted(
                        moved.feature(),
                        moved.test().toUpperCase(Locale.ROOT),
                        moved.statistic(),
                        moved.threshold()))
        .collect(java.util.stream.Collectors.joining(", "));
  }

  private Model retrained(Model old) {
    rooms.pace(STEADY);
    int next = old.version() + 1;
    watch.await("version 2 is trained", sight -> sight.model(next).isPresent());
    Model model = sayTrained(next);
    watch.await("version 2 serves", sight -> sight.serving() >= next);
    terminal.event(Tone.GOOD, "swapped: v%d serves".formatted(watch.now().serving()));
    return model;
  }

  /** With any later version: a season has more than one day, and the loop goes on turning. */
  private double recovery(Model first) {
    watch.await("the metric recovers", sight -> recovered(sight, first).isPresent());
    Map.Entry<Integer, Running> recovered = recovered(watch.now(), first).orElseThrow();
    double running = recovered.getValue().value();
    terminal.event(
        Tone.GOOD,
        "recovered: running %s %.3f with v%d, after %.3f with v%d"
            .formatted(
                first.metric(), running, recovered.getKey(), watch.lowest(), first.version()));
    return running;
  }

  private static Optional<Map.Entry<Integer, Running>> recovered(Sight sight, Model first) {
    return sight.running().entrySet().stream()
        .filter(version -> version.getKey() > first.version())
        .filter(version -> isJudged(version.getValue()))
        .filter(version -> version.getValue().value() >= RECOVERED)
        .findFirst();
  }
}
