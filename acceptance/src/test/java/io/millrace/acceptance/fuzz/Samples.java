package io.millrace.acceptance.fuzz;

import io.millrace.ingestion.web.ProblemBodies;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.starter.messaging.MillraceJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Good inputs: where every search begins. */
final class Samples {

  /** Every kind of field, and every word of a problem file. */
  static final String PUMPS =
      """
      problem: pumps
      define:
        task: classification
        target: on
        positive: 1
        success: { metric: f1, at-least: 0.5 }
      data:
        time: at
        key: pump
        features:
          level: { type: number, range: [ -1000, 1000 ] }
          heat: { type: number, optional: true }
          kind: { type: category, values: [ pump, fan, 3 ] }
          note: { type: category, optional: true }
          running: { type: boolean, optional: true }
      prepare:
        holdout: { latest: 20% }
        steps: [ { impute: mean }, { derive: { h: hour-of-day(at) } }, { standardise: [ level ] } ]
      train: { algorithms: [ gradient-boosting ], first-after: 100000 rows, seed: 7 }
      deploy: { rollout: immediate }
      monitor:
        drift: { window: 50 predictions }
        performance: { metric: f1, alert-below: 0.1, window: 50 }
        retrain: { on: [ drift ], schedule: "0 3 * * *", after: 100000 rows, cooldown: 1d }
      """;

  /** The other task, and times of a form of their own. */
  static final String RIVER =
      """
      problem: river
      define: { task: regression, target: on }
      data:
        time: at
        time-format: dd/MM/yy HH:mm
        id: note
        features: { level: number, kind: { type: category, optional: true } }
      """;

  private static final String EVENT =
      """
      {"event_id":"e-1","at":"2026-02-02T14:19:00Z","pump":"p-1","level":12.5,"heat":null,\
      "kind":"fan","note":"oké","running":true,"on":1}""";

  private static final String SHORT_EVENT = "{\"level\":1,\"kind\":3}";

  private Samples() {}

  static Problem problem(String file) {
    var tree = ProblemBodies.read(bytes(file), "application/yaml");
    return switch (ProblemFile.read(tree)) {
      case ProblemFile.Accepted(Problem problem) -> problem;
      case ProblemFile.Refused(var errors) -> throw new IllegalArgumentException("" + errors);
    };
  }

  static List<byte[]> problemFiles() {
    return List.of(
        bytes(PUMPS), bytes(RIVER), bytes(RIVER.replace("problem: river", "problem: pumps")));
  }

  static List<byte[]> problemFilesAsJson() {
    return problemFiles().stream()
        .map(file -> ProblemBodies.read(file, "application/yaml"))
        .map(MillraceJson.mapper()::writeValueAsBytes)
        .toList();
  }

  static List<byte[]> json() {
    return all(
        EVENT,
        "[" + EVENT + ",\n" + SHORT_EVENT + "]",
        "{\"level\":1e3,\"kind\":\"fan\",\"at\":\"02/02/26 14:19\",\"note\":\"n\",\"on\":-0.5}");
  }

  static List<byte[]> ndjson() {
    return all(EVENT + "\n" + SHORT_EVENT + "\r\n\n" + EVENT);
  }

  static List<byte[]> csv() {
    return all(
        """
        event_id,at,pump,level,kind,note,running,on
        a,2026-02-02 14:19:00,p-1,1.5,fan,"says ""hi"", twice",true,1
        b,1769955540000,p-2,2,pump,,0,0
        """,
        "level,kind\r\nr1,1,fan\r\nr2,2,pump\r\n");
  }

  static List<byte[]> cloudEvents() {
    String head =
        "{\"specversion\":\"1.0\",\"id\":\"c-1\",\"source\":\"/s\",\"type\":\"t\","
            + "\"time\":\"2026-02-02T14:19:00+01:00\",\"subject\":\"p-9\",";
    return all(
        head + "\"data\":" + SHORT_EVENT + "}",
        head + "\"data_base64\":\"eyJsZXZlbCI6MSwia2luZCI6M30=\"}",
        "[" + head + "\"data\":" + EVENT + "}," + head + "\"data\":" + SHORT_EVENT + "}]");
  }

  static List<byte[]> truths() {
    return all(
        "{\"event_id\":\"e-1\",\"value\":\"1\"}",
        "[{\"event_id\":\"e-1\",\"value\":1.0},{\"event_id\":2,\"value\":true}]",
        "event_id,value\ne-1,1\ne-2,0\n");
  }

  static List<byte[]> predictions() {
    return all(
        SHORT_EVENT,
        "[" + EVENT + "," + SHORT_EVENT + "]",
        "{\"rows\":[" + EVENT + "," + SHORT_EVENT + "]}");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> all(String... texts) {
    return Stream.of(texts).map(Samples::bytes).toList();
  }
}
