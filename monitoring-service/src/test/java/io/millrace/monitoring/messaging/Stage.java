package io.millrace.monitoring.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.DriftDetected;
import io.millrace.message.ProblemDeleted;
import io.millrace.message.Topics;
import io.millrace.monitoring.MonitoringSettings;
import io.millrace.monitoring.judge.DecisionsInMemory;
import io.millrace.monitoring.observe.Baselines;
import io.millrace.monitoring.observe.Recollection;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.trace.Traces;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology with a problem whose only feature is standard normal, and a clock that stands. */
final class Stage implements AutoCloseable {

  static final ProblemName NAME = new ProblemName("room");
  static final Instant NOW = Instant.parse("2026-02-02T12:00:00Z");
  static final int WINDOW = 100;

  static final int PENDING = 300;
  private static final Duration COMMIT = Duration.ofMillis(100);

  final Map<ProblemName, Problem> problems = new HashMap<>(Map.of(NAME, problem(50)));
  final Map<Integer, Baseline> baselines = new HashMap<>();
  final DecisionsInMemory decisions = new DecisionsInMemory();
  final MeterRegistry meters = new SimpleMeterRegistry();

  private Instant now = NOW;

  /** Whether no baseline can be fetched. */
  boolean storeAway;

  boolean failing;

  private final Random random = new Random(1);
  private final int pending;
  private TopologyTestDriver driver;
  private int events;

  Stage() {
    this(PENDING);
  }

  /**
   * @param pending how many events are remembered
   */
  Stage(int pending) {
    this.pending = pending;
    baselines.put(1, baseline());
    baselines.put(2, baseline());
    driver = open();
  }

  static Problem problem(int performanceWindow) {
    return problem(performanceWindow, "off");
  }

  /** Whose metric nobody wants estimated. */
  static Problem unestimated() {
    return problem(50, "off", "off");
  }

  /**
   * @param concept as in a problem file
   */
  static Problem problem(int performanceWindow, Object concept) {
    return problem(performanceWindow, concept, "on");
  }

  private static Problem problem(int performanceWindow, Object concept, String estimate) {
    Map<String, Object> monitor =
        Map.of(
            "drift", Map.of("window", WINDOW + " predictions"),
            "performance",
                Map.of(
                    "metric",
                    "accuracy",
                    "alert-below",
                    0.8,
                    "window",
                    performanceWindow + " predictions"),
            "concept", concept,
            "estimate", estimate,
            "retrain", Map.of("on", List.of("drift", "performance")));
    return problem(
        Map.of(
            "problem", NAME.value(),
            "define", Map.of("task", "classification", "target", "busy"),
            "data", Map.of("features", Map.of("x", "number")),
            "monitor", monitor));
  }

  /** Whose windows are of another size, and which does not ask for spoiled values. */
  static Problem windows(int size) {
    return problem(
        Map.of(
            "problem", NAME.value(),
            "define", Map.of("task", "classification", "target", "busy"),
            "data", Map.of("features", Map.of("x", "number")),
            "monitor",
                Map.of("drift", Map.of("window", size + " predictions"), "data-quality", "off")));
  }

  /** Whose traffic nobody watches. */
  static Problem unwatched() {
    return problem(
        Map.of(
            "problem", NAME.value(),
            "define", Map.of("task", "classification", "target", "busy"),
            "data", Map.of("features", Map.of("x", "number")),
            "monitor", Map.of("traffic", "off")));
  }

  /** Of another kind, or partly off. */
  static Problem drift(Object drift) {
    return drift(drift, "on");
  }

  static Problem drift(Object drift, String quality) {
    return problem(
        Map.of(
            "problem", NAME.value(),
            "define", Map.of("task", "classification", "target", "busy"),
            "data", Map.of("features", Map.of("x", "number")),
            "monitor", Map.of("drift", drift, "data-quality", quality, "concept", "off")));
  }

  /** Predicts {@code y}, a number, from {@code x}. */
  static Problem regression(Object concept) {
    return problem(
        Map.of(
            "problem", NAME.value(),
            "define", Map.of("task", "regression", "target", "y"),
            "data", Map.of("features", Map.of("x", "number")),
            "monitor",
                Map.of("drift", Map.of("window", "100000 predictions"), "concept", concept)));
  }

  /** As the other, with a bound to its mean error. */
  static Problem bounded(double worst) {
    return problem(
        Map.of(
            "problem", NAME.value(),
            "define", Map.of("task", "regression", "target", "y"),
            "data", Map.of("features", Map.of("x", "number")),
            "monitor",
                Map.of(
                    "drift", "off",
                    "data-quality", "off",
                    "performance",
                        Map.of(
                            "metric", "mae", "alert-above", worst, "window", "500 predictions"))));
  }

  /** Of four numbers, a word and a boolean; nothing else is watched. */
  static Problem deciding(Object drift) {
    return problem(
        Map.of(
            "problem", NAME.value(),
            "define", Map.of("task", "classification", "target", "busy"),
            "data",
                Map.of(
                    "features",
                    Map.of(
                        "a",
                        "number",
                        "b",
                        "number",
                        "c",
                        "number",
                        "d",
                        "number",
                        "sky",
                        "category",
                        "open",
                        "boolean")),
            "monitor", Map.of("drift", drift, "data-quality", "off", "concept", "off")));
  }

  /** Series of {@code x}, forecast so many steps ahead. */
  static Problem forecasts(int horizon) {
    return problem(
        Map.of(
            "problem", NAME.value(),
            "define", Map.of("task", "forecasting", "target", "x", "horizon", horizon),
            "data", Map.of("time", "at", "key", "room"),
            "monitor",
                Map.of(
                    "drift", Map.of("window", WINDOW + " predictions"),
                    "performance", Map.of("window", "20 predictions"),
                    "concept", "off")));
  }

  private static Problem problem(Map<String, Object> definition) {
    return switch (ProblemFile.read(definition)) {
      case ProblemFile.Accepted(var problem) -> problem;
      case ProblemFile.Refused(var errors) -> throw new AssertionError(errors);
    };
  }

  private Baseline baseline() {
    double[] x = new double[2_000];
    String[] answers = new String[500];
    java.util.Arrays.setAll(x, _ -> random.nextGaussian());
    java.util.Arrays.setAll(answers, i -> i % 2 == 0 ? "yes" : "no");
    return new Baseline(
        x.length,
        Map.of("x", FeatureBaseline.numbers(x, x.length)),
        FeatureBaseline.categories(answers, answers.length),
        List.of("no", "yes"));
  }

  private TopologyTestDriver open() {
    Properties properties = new Properties();
    properties.put("application.id", "test");
    properties.put("bootstrap.servers", "unused:1");
    properties.put("state.dir", Path.of("target", "streams", UUID.randomUUID().toString()) + "");
    MonitoringSettings settings =
        new MonitoringSettings(
            Path.of("unused"),
            1,
            COMMIT,
            pending,
            Duration.ofDays(1),
            10,
            1,
            "",
            new MonitoringSettings.RolloutRules(
                0.05, 20, 0.01, 2, Duration.ofNanos(200_000), 100, 2, 5, 0.8, 0.2));
    Refusals refusals = new Refusals(meters, clock);
    WatchGauges gauges = new WatchGauges(meters);
    return new TopologyTestDriver(
        MonitoringTopology.of(
            () ->
                new Sorting(
                    refusals, catalog(), settings.commitInterval().dividedBy(2), Traces.off()),
            () ->
                new WatchProcessor(
                    catalog(),
                    this::find,
                    decisions,
                    new ControlCodec(MillraceJson.mapper()),
                    refusals,
                    gauges,
                    clock,
                    settings,
                    Traces.off()),
            Stores.inMemoryKeyValueStore(MonitoringTopology.STORE),
            1),
        properties);
  }

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private Baselines.Found find(ProblemName problem, int version) {
    if (failing) {
      throw new IllegalStateException("a fault of ours");
    }
    if (storeAway) {
      return new Baselines.Found.Unreachable("the store does not answer");
    }
    Baseline baseline = baselines.get(version);
    return baseline == null
        ? new Baselines.Found.Absent("there is none")
        : new Baselines.Found.Here(baseline);
  }

  private ProblemCatalog catalog() {
    return new ProblemCatalog() {
      @Override
      public Optional<VersionedProblem> find(ProblemName name) {
        return Optional.ofNullable(problems.get(name))
            .map(problem -> new VersionedProblem(problem, 1, Map.of()));
      }

      @Override
      public List<VersionedProblem> all() {
        return List.of();
      }

      @Override
      public void onChange(Listener listener) {}
    };
  }

  /** Lets rows go on that wait for others. */
  void flush() {
    driver.advanceWallClockTime(COMMIT.dividedBy(2));
  }

  /** A new process with the state of the old one. */
  void restart() {
    List<KeyValue<String, byte[]>> state = new ArrayList<>();
    try (var entries = store().all()) {
      entries.forEachRemaining(state::add);
    }
    driver.close();
    driver = open();
    store().putAll(state);
  }

  /** Those in the store that start like this. */
  List<String> keys(String prefix) {
    List<String> found = new ArrayList<>();
    try (var entries = store().all()) {
      entries.forEachRemaining(entry -> found.add(entry.key));
    }
    return found.stream().filter(key -> key.startsWith(prefix)).toList();
  }

  KeyValueStore<String, byte[]> store() {
    flush();
    return driver.getKeyValueStore(MonitoringTopology.STORE);
  }

  /** Predictions of new events; the feature's mean is the baseline's, moved. */
  void predict(int version, int count, double moved) {
    for (int i = 0; i < count; i++) {
      String answer = events % 2 == 0 ? "yes" : "no";
      predict(version, "e" + events++, answer, moved + random.nextGaussian());
    }
    flush();
  }

  void predict(int version, String event, String label) {
    events++;
    predict(version, event, label, random.nextGaussian());
  }

  void predict(int version, String event, String label, double x) {
    Prediction prediction =
        new Prediction(
            new EventId(event),
            version,
            NOW.plusSeconds(events),
            Map.of("x", x),
            label,
            Map.of("yes", label.equals("yes") ? 0.9 : 0.1, "no", label.equals("no") ? 0.9 : 0.1),
            null,
            10);
    send(
        DataMessages.prediction(
            NAME, event, "r1", prediction, "/millrace/inference", "c-" + event));
  }

  /** Of an event of some time, which is predicted when it is now. */
  void predictAt(int version, Instant time, double moved) {
    String answer = events % 2 == 0 ? "yes" : "no";
    predictAt(version, "e" + events++, time, answer, moved + random.nextGaussian(), "c");
  }

  /**
   * @param sent the correlation id of the request that brought it
   */
  void predictAt(int version, String event, Instant time, String label, double x, String sent) {
    Prediction prediction =
        new Prediction(
            new EventId(event),
            version,
            time,
            Map.of("x", x),
            label,
            Map.of("yes", label.equals("yes") ? 0.9 : 0.1, "no", label.equals("no") ? 0.9 : 0.1),
            null,
            10);
    ProducerRecord<String, byte[]> record =
        DataMessages.prediction(NAME, event, "r1", prediction, "/millrace/inference", sent);
    CloudEventHeaders.write(
        new EventContext(event, Prediction.TYPE, "/millrace/inference", "r1", now, NAME, sent),
        record.headers());
    send(record);
  }

  /** A number. */
  void predict(int version, String event, double value) {
    predict(
        new Prediction(
            new EventId(event),
            version,
            NOW.plusSeconds(events++),
            Map.of("x", random.nextGaussian()),
            null,
            null,
            value,
            10));
  }

  /** One that another version was asked about, too. */
  void predict(Prediction prediction) {
    String event = prediction.eventId().value();
    send(
        DataMessages.prediction(
            NAME, event, "r1", prediction, "/millrace/inference", "c-" + event));
  }

  void label(String event, String truth) {
    send(
        DataMessages.groundTruth(
            NAME, new EventId(event), new GroundTruth(truth), "/millrace/ingestion", "t-" + event));
  }

  /** What ingestion does with an event that is not what the problem says. */
  void refuse(String kind, Rejection.@Nullable Origin origin) {
    Rejection rejection =
        new Rejection(
            kind, 0, "x", "a text", "a number", "{\"x\":\"warm\"}", Rejection.UTF_8, now, origin);
    send(DataMessages.rejection(NAME, "r1", rejection, "/millrace/ingestion", "c"));
  }

  /** A truth that came at a time. */
  void labelAt(String event, String truth, Instant at) {
    ProducerRecord<String, byte[]> record =
        DataMessages.groundTruth(
            NAME, new EventId(event), new GroundTruth(truth), "/millrace/ingestion", "t-" + event);
    CloudEventHeaders.write(
        new EventContext(
            "t-" + event, GroundTruth.TYPE, "/millrace/ingestion", event, at, NAME, "t-" + event),
        record.headers());
    send(record);
  }

  void send(ProducerRecord<String, byte[]> record) {
    driver
        .createInputTopic(record.topic(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), NOW));
  }

  /** No process for a while. */
  void stop(Duration time) {
    flush();
    now = now.plus(time);
    restart();
  }

  /** On the internal topic, as an earlier Millrace may have left it there. */
  void sendInside(ProducerRecord<String, byte[]> record) {
    send(
        new ProducerRecord<>(
            "test-by-problem-repartition", null, NAME.value(), record.value(), record.headers()));
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    flush();
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  List<DriftDetected> detections() {
    return read(Topics.DRIFT_DETECTED).stream()
        .map(record -> (DriftDetected) control(record))
        .toList();
  }

  List<Alert> alerts() {
    return read(Topics.ALERTS).stream().map(record -> (Alert) control(record)).toList();
  }

  /** The problem is taken away, and no longer in the catalog. */
  void delete(Instant at) {
    problems.remove(NAME);
    tell(new ProblemDeleted(NAME, at), at);
  }

  void tell(ControlMessage message, Instant at) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            message.topic(), message.key(), new ControlCodec(MillraceJson.mapper()).write(message));
    String type = ControlMessage.typeOf(message.getClass());
    CloudEventHeaders.write(
        new EventContext("d", type, "/millrace/elsewhere", message.key(), at, NAME, "c"),
        record.headers());
    send(record);
  }

  /** What came on the models' topic since the last call. */
  List<ControlMessage> models() {
    return read(Topics.MODELS).stream().map(Stage::control).toList();
  }

  List<Rejection> rejected() {
    return read(Topics.REJECTED).stream()
        .map(record -> MillraceJson.mapper().readValue(record.value(), Rejection.class))
        .toList();
  }

  double counted(String meter, String... tags) {
    var counter = meters.find(meter).tags(tags).counter();
    return counter == null ? 0 : counter.count();
  }

  /** What came since the last call. */
  List<TestRecord<String, byte[]>> read(String topic) {
    flush();
    return driver
        .createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private static ControlMessage control(TestRecord<String, byte[]> record) {
    String type = CloudEventHeaders.read(record.headers()).type();
    return new ControlCodec(MillraceJson.mapper()).read(type, record.value()).orElseThrow();
  }

  Recollection memory() {
    return StoredRecollection.of(NAME, store());
  }

  @Override
  public void close() {
    driver.close();
  }
}
