package io.millrace.ingestion.accept;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Problems to test with. */
public final class Rooms {

  private Rooms() {}

  public static Problem classification() {
    return problem("classification");
  }

  public static Problem regression() {
    return problem("regression");
  }

  private static Problem problem(String task) {
    ProblemFile file = ProblemFile.read(definition("rooms", task));
    return switch (file) {
      case ProblemFile.Accepted(Problem problem) -> problem;
      case ProblemFile.Refused refused -> throw new AssertionError(refused);
    };
  }

  public static Map<String, Object> definition(String name, String task) {
    Map<String, Object> features = new LinkedHashMap<>();
    features.put("temperature", "number");
    features.put("humidity", Map.of("type", "number", "range", List.of(0, 100), "optional", true));
    features.put(
        "mode",
        Map.of("type", "category", "values", List.of("heat", "cool", "off"), "optional", true));
    features.put("window", Map.of("type", "boolean", "optional", true));
    features.put("note", Map.of("type", "category", "optional", true));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("time", "at");
    data.put("key", "room");
    data.put("features", features);
    return new LinkedHashMap<>(
        Map.of(
            "problem", name, "define", Map.of("task", task, "target", "occupied"), "data", data));
  }
}
