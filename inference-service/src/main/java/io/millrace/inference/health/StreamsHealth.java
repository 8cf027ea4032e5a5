package io.millrace.inference.health;

import io.millrace.problem.ProblemName;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the events of all problems that are served are being listened to. */
public final class StreamsHealth implements HealthIndicator {

  private final Supplier<List<ProblemName>> interrupted;

  /**
   * @param interrupted the problems whose events are not being listened to for the moment
   */
  public StreamsHealth(Supplier<List<ProblemName>> interrupted) {
    this.interrupted = interrupted;
  }

  @Override
  public Health health() {
    List<String> problems = interrupted.get().stream().map(ProblemName::value).sorted().toList();
    return problems.isEmpty()
        ? Health.up().build()
        : Health.down().withDetail("interrupted", problems).build();
  }
}
