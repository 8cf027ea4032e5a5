package io.millrace.starter.app;

import io.millrace.starter.web.Correlation;
import io.millrace.starter.web.ProblemDetailException;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

@RestController
@RequestMapping("/v1/problems/{problem}")
class TestController {

  @GetMapping
  Map<String, Object> get(@PathVariable String problem, Principal caller) {
    return Map.of(
        "problem",
        problem,
        "caller",
        caller.getName(),
        "correlationId",
        Correlation.current(),
        "at",
        Instant.EPOCH);
  }

  @PostMapping(path = "/events", consumes = MediaType.APPLICATION_JSON_VALUE)
  Map<String, Object> events(@RequestBody Map<String, Object> event) {
    return event;
  }

  @PostMapping("/predict")
  String predict() {
    return "predicted";
  }

  @GetMapping("/taken")
  void taken(@PathVariable String problem) {
    throw new ProblemDetailException(
            HttpStatus.CONFLICT,
            "No model serves",
            "No model serves %s yet; send events first.".formatted(problem),
            Map.of("problem", problem))
        .with("Retry-After", "5");
  }

  @GetMapping("/broken")
  void broken() {
    throw new IllegalStateException("a secret of the inside");
  }

  @GetMapping("/large")
  void large() {
    throw new MaxUploadSizeExceededException(1);
  }

  @GetMapping("/number")
  int number(@RequestParam int n) {
    return n;
  }
}
