package io.millrace.inference.load;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.millrace.event.Role;
import io.millrace.rollout.Challenger;
import io.millrace.scoring.model.Lease;
import java.util.ArrayList;
import java.util.List;

/** The versions that a request or a batch may use until this is closed, which is to be soon. */
public final class Cast implements AutoCloseable {

  private final Role role;
  private final Lease<ServedModel> lead;
  private final List<Standby> challengers;

  private Cast(Role role, Lease<ServedModel> lead, List<Standby> challengers) {
    this.role = role;
    this.lead = lead;
    this.challengers = challengers;
  }

  /**
   * A version that is tried beside the lead.
   *
   * @param breaker to be told of its calls
   */
  public record Standby(Challenger challenger, Lease<ServedModel> lease, CircuitBreaker breaker) {

    public ServedModel model() {
      return lease.model();
    }

    public By by() {
      return new By(challenger.version(), challenger.role());
    }
  }

  /** One version alone, that was asked for by its number. */
  static Cast only(Role role, Lease<ServedModel> lead) {
    return new Cast(role, lead, List.of());
  }

  /** The champion, and those of its challengers that are there; the champion waits for none. */
  static Cast of(Lease<ServedModel> champion, List<Lineup.Tried> challengers) {
    List<Standby> standbys = new ArrayList<>(challengers.size());
    for (Lineup.Tried tried : challengers) {
      tried
          .version()
          .model()
          .acquireNow()
          .ifPresent(
              lease ->
                  standbys.add(new Standby(tried.challenger(), lease, tried.version().breaker())));
    }
    return new Cast(Role.CHAMPION, champion, standbys);
  }

  /** Answers whatever no canary answers. */
  public ServedModel lead() {
    return lead.model();
  }

  /** What the lead answers as. */
  public By by() {
    return new By(lead.model().version(), role);
  }

  public List<Standby> challengers() {
    return challengers;
  }

  @Override
  public void close() {
    challengers.forEach(standby -> standby.lease().close());
    lead.close();
  }
}
