package io.millrace.monitoring.notify;

import io.millrace.message.Alert;
import io.millrace.problem.ProblemName;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A receiver of alerts. Only who runs the service can name one: no problem file and no request can.
 *
 * @param name in metrics and logs, and of the place up to which it has been told
 * @param url of Slack and Teams a secret by itself
 * @param secret {@code whsec_} and 24 to 64 bytes in base64, as Standard Webhooks has it; of
 *     CloudEvents only, which are signed with it; while it is exchanged the new and the former one,
 *     with a space between
 * @param severityAtLeast of an incident, the highest that it has had
 * @param problems empty for all
 * @param insecure whether the url may be plain http on another machine
 */
record Webhook(
    String name,
    URI url,
    @DefaultValue("cloudevents") Format format,
    @DefaultValue("") String secret,
    @DefaultValue("info") Alert.Severity severityAtLeast,
    @DefaultValue List<String> problems,
    @DefaultValue("false") boolean insecure) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** What a receiver understands. */
  enum Format {
    CLOUDEVENTS,
    SLACK,
    TEAMS
  }

  Webhook {
    problems = List.copyOf(problems);
    require(name.matches("[a-z0-9][a-z0-9-]{0,39}"), name, "name", name, "a-z, 0-9 and -");
    require(isAllowed(url, insecure), name, "url", scheme(url), "https; http on this machine only");
    require(
        url.getUserInfo() == null && url.getFragment() == null,
        name,
        "url",
        "a user or a fragment",
        "neither");
    if (format == Format.CLOUDEVENTS) {
      Signature.of(secret);
    }
    for (String problem : problems) {
      require(ProblemName.isValid(problem), name, "problems", problem, ProblemName.allowed());
    }
  }

  private static void require(
      boolean holds, String name, String key, String found, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "millrace.monitoring.webhooks (%s).%s: found %s; allowed: %s"
              .formatted(name, key, found, allowed));
    }
  }

  private static boolean isAllowed(URI url, boolean insecure) {
    String host = url.getHost();
    return host != null
        && ("https".equals(url.getScheme())
            || "http".equals(url.getScheme()) && (insecure || LOOPBACK.contains(host)));
  }

  private static String scheme(URI url) {
    return "%s://…".formatted(url.getScheme());
  }

  boolean wants(Alert alert) {
    Alert.Incident incident = alert.incident();
    Alert.Severity highest =
        incident != null && incident.severity().compareTo(alert.severity()) > 0
            ? incident.severity()
            : alert.severity();
    return highest.compareTo(severityAtLeast) >= 0
        && (problems.isEmpty() || problems.contains(alert.problem().value()));
  }

  /** Without its secrets. */
  @Override
  public String toString() {
    return "webhook %s (%s)".formatted(name, format);
  }
}
