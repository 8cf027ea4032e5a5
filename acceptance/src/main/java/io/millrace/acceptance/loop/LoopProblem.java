package io.millrace.acceptance.loop;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The problem of a stream.
 *
 * @param on what calls for a training, in the problem file's words
 * @param alertBelow an accuracy
 */
public record LoopProblem(Stream stream, double alertBelow, String on) {

  /** What calls for a training where the loop is on. */
  static final List<String> ASKED = List.of("performance", "concept");

  /** With the loop on. */
  public static LoopProblem on(Stream stream, double alertBelow) {
    return new LoopProblem(
        stream, alertBelow, "{ on: [ performance, concept ], after: 1000 rows, cooldown: 1s }");
  }

  /** The same, but the first model stays. */
  public static LoopProblem off(Stream stream, double alertBelow) {
    return new LoopProblem(stream, alertBelow, "{ on: [] }");
  }

  public String yaml(String name) {
    List<String> features = stream.features();
    return """
        problem: %s
        define:
          task: classification
          target: %s
          success: { metric: accuracy, at-least: 0.6 }
        data:
          time: time
          features: { %s }
        train:
          first-after: %d rows
          algorithms: [ gradient-boosting, linear ]
        deploy:
          rollout: immediate
        monitor:
          drift: { window: 500 predictions }
          performance: { metric: accuracy, window: 500 predictions, alert-below: %s }
          concept: { delta: 0.002 }
          retrain: %s
        """
        .formatted(
            name,
            stream.target(),
            features.stream().map(each -> each + ": number").collect(Collectors.joining(", ")),
            stream.warmUp(),
            alertBelow,
            on);
  }
}
