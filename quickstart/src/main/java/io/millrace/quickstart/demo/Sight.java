package io.millrace.quickstart.demo;

import io.millrace.quickstart.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What the services say at one moment.
 *
 * @param landed rows in the store
 * @param labels ground truths in the store
 * @param models the oldest first
 * @param rejected runs that made no model that may serve
 * @param underWay how far the run is that is on, in any words; empty where none is
 * @param serving the version; 0 while none serves
 * @param scored events of the stream that were predicted
 * @param drifts the latest first
 * @param windows of predictions that were compared with their model's baseline
 * @param running the running metric by model version
 */
record Sight(
    long landed,
    long labels,
    List<Model> models,
    List<Rejected> rejected,
    String underWay,
    int serving,
    long scored,
    List<Window> windows,
    List<Drift> drifts,
    Map<Integer, Running> running) {

  static final Sight NOTHING =
      new Sight(0, 0, List.of(), List.of(), "", 0, 0, List.of(), List.of(), Map.of());

  record Model(int version, String algorithm, String metric, double value, long rows) {}

  record Rejected(String run, String reason, boolean waits) {}

  record Window(int version, boolean drifted) {}

  record Drift(int version, List<Moved> moved) {}

  record Moved(String feature, String test, double statistic, double threshold) {}

  record Running(double value, long labelled) {}

  static Sight of(Api api) {
    Optional<JsonNode> data = api.get(Part.INGESTION, "/data");
    Optional<JsonNode> serving = api.get(Part.INFERENCE, "/model");
    Optional<JsonNode> drift = api.get(Part.MONITORING, "/drift");
    Optional<JsonNode> runs = api.get(Part.TRAINING, "/runs");
    return new Sight(
        data.map(node -> node.path("rows").asLong(0)).orElse(0L),
        data.map(node -> node.path("labels").asLong(0)).orElse(0L),
        models(api.get(Part.TRAINING, "/models")),
        rejected(runs),
        underWay(runs),
        serving.map(node -> node.path("version").asInt(0)).orElse(0),
        serving.map(node -> node.path("scored").asLong(0)).orElse(0L),
        drift.map(node -> windows(node.path("windows"))).orElse(List.of()),
        drift.map(node -> drifts(node.path("detections"))).orElse(List.of()),
        running(api.get(Part.MONITORING, "/performance")));
  }

  Optional<Model> model(int version) {
    return models.stream().filter(model -> model.version() == version).findFirst();
  }

  /** Whether models were made, tried or rejected since, or one of them has come further. */
  boolean isFurther(Sight before) {
    return models.size() != before.models.size()
        || rejected.size() != before.rejected.size()
        || !underWay.equals(before.underWay);
  }

  /** Windows of a version that looked like its baseline. */
  long quietWindows(int version) {
    return windows.stream()
        .filter(window -> window.version() == version && !window.drifted())
        .count();
  }

  /** All that moved for a version: a window can speak of the features and of the answers. */
  Optional<Drift> drift(int version) {
    List<Drift> found =
        drifts.reversed().stream().filter(drift -> drift.version() == version).toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Drift(version, found.stream().flatMap(drift -> drift.moved().stream()).toList()));
  }

  Optional<Running> running(int version) {
    return Optional.ofNullable(running.get(version));
  }

  private static List<Model> models(Optional<JsonNode> list) {
    return items(list).stream()
        .map(
            node ->
                new Model(
                    node.path("version").asInt(0),
                    node.path("algorithm").asString(""),
                    node.path("metric").asString(""),
                    node.path("metrics")
                        .path(node.path("metric").asString(""))
                        .asDouble(Double.NaN),
                    node.path("rows").asLong(0)))
        .sorted(java.util.Comparator.comparingInt(Model::version))
        .toList();
  }

  private static List<Rejected> rejected(Optional<JsonNode> list) {
    return items(list).stream()
        .filter(node -> List.of("rejected", "failed").contains(node.path("state").asString("")))
        .map(
            node ->
                new Rejected(
                    node.path("run").asString(""),
                    node.path("reason").asString(""),
                    node.path("waitsForData").asBoolean(false)))
        .toList();
  }

  private static String underWay(Optional<JsonNode> list) {
    return items(list).stream()
        .filter(node -> List.of("queued", "running").contains(node.path("state").asString("")))
        .map(node -> node.path("run").asString("") + node.path("attempt") + node.path("progress"))
        .collect(Collectors.joining(", "));
  }

  private static List<Window> windows(JsonNode windows) {
    return items(Optional.of(windows)).stream()
        .map(
            node ->
                new Window(
                    node.path("modelVersion").asInt(0), node.path("drifted").asBoolean(false)))
        .toList();
  }

  /** Of what moved: that other features decide is another matter. */
  private static List<Drift> drifts(JsonNode detections) {
    return items(Optional.of(detections)).stream()
        .filter(node -> !node.path("kind").asString("").equals("ATTRIBUTION"))
        .map(
            node ->
                new Drift(
                    node.path("modelVersion").asInt(0),
                    items(Optional.of(node.path("evidence"))).stream().map(Sight::moved).toList()))
        .toList();
  }

  private static Moved moved(JsonNode evidence) {
    return new Moved(
        evidence.path("feature").asString(""),
        evidence.path("test").asString(""),
        evidence.path("statistic").asDouble(Double.NaN),
        evidence.path("threshold").asDouble(Double.NaN));
  }

  private static Map<Integer, Running> running(Optional<JsonNode> performance) {
    Map<Integer, Running> running = new TreeMap<>();
    performance.ifPresent(
        node ->
            node.path("byVersion")
                .forEachEntry(
                    (version, value) ->
                        running.put(
                            Integer.parseInt(version),
                            new Running(
                                value.path("value").asDouble(Double.NaN),
                                value.path("labelled").asLong(0)))));
    return running;
  }

  private static List<JsonNode> items(Optional<JsonNode> list) {
    return list.map(node -> StreamSupport.stream(node.spliterator(), false).toList())
        .orElse(List.of());
  }
}
