package io.millrace.training.lineage;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where OpenLineage events go.
 *
 * @param to nowhere, unless it is said
 * @param namespace of jobs and data sets
 * @param timeout how long one event may take
 * @param waiting how many events may wait; what comes beyond is left out
 * @param http where {@code to} is http
 * @param kafka where {@code to} is kafka
 */
@ConfigurationProperties("millrace.training.lineage")
public record LineageSettings(
    @DefaultValue("none") To to,
    @DefaultValue("millrace") String namespace,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("1000") int waiting,
    @DefaultValue Http http,
    @DefaultValue Kafka kafka) {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** What takes the events. */
  public enum To {
    NONE,
    HTTP,
    KAFKA
  }

  /**
   * @param url of the receiver, without a path
   * @param endpoint the path
   * @param apiKey sent as a bearer token
   */
  public record Http(
      @Nullable URI url, @DefaultValue("api/v1/lineage") String endpoint, @Nullable String apiKey) {

    /** A key is a secret. */
    @Override
    public String toString() {
      return "Http[%s, %s]".formatted(url, endpoint);
    }
  }

  /**
   * @param properties of the producer, beside those of {@code spring.kafka}
   */
  public record Kafka(
      @DefaultValue("openlineage") String topic, @DefaultValue Map<String, String> properties) {
    public Kafka {
      properties = Map.copyOf(properties);
    }
  }

  public LineageSettings {
    require(
        to != To.HTTP || (http.url() != null && http.url().getHost() != null),
        "http.url",
        http.url(),
        "an address such as http://marquez:5000");
    require(!namespace.isBlank(), "namespace", namespace, "a name");
    require(
        timeout.isPositive() && timeout.compareTo(LONGEST) <= 0, "timeout", timeout, "up to 1m");
    require(waiting >= 1 && waiting <= 100_000, "waiting", waiting, "1 to 100000");
    require(
        kafka.topic().matches("[A-Za-z0-9._-]{1,249}"),
        "kafka.topic",
        kafka.topic(),
        "1 to 249 letters, digits, '.', '_' and '-'");
  }

  private static void require(boolean fits, String key, @Nullable Object found, String allowed) {
    if (!fits) {
      throw new IllegalArgumentException(
          "millrace.training.lineage.%s: found %s; allowed: %s"
              .formatted(key, found == null ? "nothing" : found, allowed));
    }
  }
}
