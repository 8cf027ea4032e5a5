package io.millrace.starter.rollout;

import io.millrace.message.ControlMessage;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Traffic;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.messaging.MillraceJson;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What operators and monitoring have decided about problems' traffic. Each decision lies in the
 * store before it is published: a CloudEvent in JSON format, named by its number and immutable,
 * that states the whole of the traffic.
 */
public final class DecidedTraffic {

  private static final Logger LOG = LoggerFactory.getLogger(DecidedTraffic.class);
  private static final JsonMapper JSON = MillraceJson.mapper();
  private static final ControlCodec CODEC = new ControlCodec(JSON);
  private static final String SUFFIX = ".json";

  private final BlobStore blobs;
  private final Map<ProblemName, Traffic> latest = new ConcurrentHashMap<>();

  public DecidedTraffic(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Where a decision lies. */
  public static String path(ProblemName problem, int number) {
    return folder(problem) + number + SUFFIX;
  }

  /** By the latest decision that reads; empty where there is none. */
  public Optional<Traffic> of(ProblemName problem) {
    return numbers(problem).flatMap(number -> find(problem, number).stream()).findFirst();
  }

  /**
   * A decision as it was published.
   *
   * @param correlationId of what it followed from
   */
  public record Published(ControlMessage message, String correlationId) {}

  /** The latest that reads, to be published again; empty where there is none. */
  public Optional<Published> message(ProblemName problem) {
    return numbers(problem)
        .map(number -> path(problem, number))
        .flatMap(path -> blobs.read(path).flatMap(json -> published(path, json)).stream())
        .findFirst();
  }

  private static Optional<Published> published(String path, byte[] json) {
    try {
      JsonNode event = JSON.readTree(json);
      byte[] data = JSON.writeValueAsBytes(event.required("data"));
      String correlationId = event.required("correlationid").asString();
      return CODEC
          .read(event.required("type").asString(), data)
          .map(message -> new Published(message, correlationId));
    } catch (JacksonException | MalformedMessageException e) {
      LOG.warn("{} is no decision that this Millrace reads: {}", path, e.getMessage());
      return Optional.empty();
    }
  }

  private Stream<Integer> numbers(ProblemName problem) {
    String folder = folder(problem);
    return blobs.list(folder).stream()
        .map(path -> path.substring(folder.length()))
        .filter(name -> name.matches("[1-9][0-9]{0,8}\\.json"))
        .map(name -> Integer.valueOf(name.substring(0, name.length() - SUFFIX.length())))
        .sorted(Comparator.reverseOrder());
  }

  private Optional<Traffic> find(ProblemName problem, int number) {
    Traffic known = latest.get(problem);
    if (known != null && known.decision() == number) {
      return Optional.of(known);
    }
    String path = path(problem, number);
    Optional<Traffic> read = blobs.read(path).flatMap(json -> read(path, json));
    read.ifPresent(traffic -> latest.put(problem, traffic));
    return read;
  }

  private static Optional<Traffic> read(String path, byte[] json) {
    try {
      JsonNode message = JSON.readTree(json).required("data");
      return Optional.of(JSON.treeToValue(message.required("traffic"), Traffic.class));
    } catch (JacksonException e) {
      LOG.warn("{} is no decision that this Millrace reads: {}", path, e.getOriginalMessage());
      return Optional.empty();
    }
  }

  private static String folder(ProblemName problem) {
    return "problems/%s/rollout/".formatted(problem);
  }
}
