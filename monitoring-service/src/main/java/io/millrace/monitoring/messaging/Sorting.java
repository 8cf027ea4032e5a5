package io.millrace.monitoring.messaging;

import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.message.ControlMessage;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRegistered;
import io.millrace.message.ModelRolledBack;
import io.millrace.message.ProblemDeleted;
import io.millrace.message.Topics;
import io.millrace.message.TrafficChanged;
import io.millrace.message.TrafficObserved;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.starter.trace.HeaderTexts;
import io.millrace.starter.trace.TraceHeaders;
import io.millrace.starter.trace.TracedWork;
import io.millrace.starter.trace.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what concerns the watch on the partition that it comes on, and keys it by problem, with the
 * place it came from. Predictions, truths and refusals go on in {@link Block}s; whatever else there
 * is of a problem goes on alone, after the rows before it. What cannot be read is set aside.
 *
 * <p>Of the problems' topic only deletions pass: the catalog reads the rest, and sets aside what it
 * cannot. Of the models' topic what came into use passes, and what may.
 */
final class Sorting extends ContextualProcessor<String, byte[], String, byte[]> {

  /** Says that a message is a block. */
  static final String BLOCK = "millrace_block";

  /** More than any real message, and what the broker lets pass with what is added to it. */
  static final int LARGEST = 512 * 1024;

  static final String TRAFFIC = ControlMessage.typeOf(TrafficObserved.class);

  static final String DELETED = ControlMessage.typeOf(ProblemDeleted.class);

  private static final Logger LOG = LoggerFactory.getLogger(Sorting.class);

  private static final Set<String> TYPES = Set.of(Prediction.TYPE, GroundTruth.TYPE, TRAFFIC);

  /** What says which versions there are and which of them answer. */
  static final Set<String> MODELS =
      Set.of(
          ControlMessage.typeOf(ModelRegistered.class),
          ControlMessage.typeOf(ModelPromoted.class),
          ControlMessage.typeOf(ModelRolledBack.class),
          ControlMessage.typeOf(TrafficChanged.class));

  /** So many rows of a block spare what each would cost alone. */
  private static final int MOST_ROWS = 250;

  /** A window is of so many blocks at least, so that all partitions are in it. */
  private static final int BLOCKS_A_WINDOW = 20;

  private final Refusals refusals;
  private final ProblemCatalog catalog;
  private final Duration patience;
  private final Traces traces;

  /** Of what waits in the open blocks; lost with the process, as traces may be. */
  private final Map<ProblemName, Headers> traced = new HashMap<>();

  private @Nullable OpenBlocks open;

  /**
   * @param patience how long a row waits for others at most
   */
  Sorting(Refusals refusals, ProblemCatalog catalog, Duration patience, Traces traces) {
    this.refusals = refusals;
    this.catalog = catalog;
    this.patience = patience;
    this.traces = traces;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    super.init(context);
    open = new OpenBlocks(context.getStateStore(MonitoringTopology.ROWS));
    context.schedule(patience, PunctuationType.WALL_CLOCK_TIME, _ -> sendAll());
  }

  private OpenBlocks open() {
    return Objects.requireNonNull(open);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Place place = Place.of(context().recordMetadata().orElseThrow());
    String type = type(record.headers());
    try (TracedWork _ = traces.message(place.topic(), HeaderTexts.of(record.headers()))) {
      switch (place.topic()) {
        case Topics.PROBLEMS -> passDeletion(record, type, place);
        case Topics.MODELS -> passModel(record, type, place);
        case Topics.REJECTED -> collectRefusal(record, type, place);
        default -> collect(record, type, place);
      }
    } catch (MalformedMessageException e) {
      context().forward(setAside(record, place, e));
    }
  }

  private void passDeletion(Record<String, byte[]> record, @Nullable String type, Place place) {
    if (DELETED.equals(type)) {
      pass(record, new byte[0], place);
    }
  }

  private void passModel(Record<String, byte[]> record, @Nullable String type, Place place) {
    if (type == null || MODELS.contains(type)) {
      pass(record, data(record), place);
    } else if (ControlMessage.classOf(type).isEmpty()) {
      refusals.ignore(place.topic(), type);
    }
  }

  private void collect(Record<String, byte[]> record, @Nullable String type, Place place) {
    if (type != null && !TYPES.contains(type)) {
      refusals.ignore(place.topic(), type);
      return;
    }
    if (TRAFFIC.equals(type) && place.topic().equals(Topics.PREDICTIONS)) {
      pass(record, data(record), place);
      return;
    }
    EventContext context = CloudEventHeaders.read(record.headers());
    String expected =
        place.topic().equals(Topics.GROUND_TRUTH) ? GroundTruth.TYPE : Prediction.TYPE;
    if (!expected.equals(type)) {
      throw new MalformedMessageException(
          "ce_type: found %s; allowed here: %s".formatted(type, expected));
    }
    byte[] data = data(record);
    check(record.headers(), data);
    add(new Incoming(context, data, place).read());
  }

  /** Events that a request brought. What cannot be read is where it belongs. */
  private void collectRefusal(Record<String, byte[]> record, @Nullable String type, Place place) {
    byte[] data = record.value();
    if (!Rejection.TYPE.equals(type) || data == null) {
      return;
    }
    try {
      EventContext context = CloudEventHeaders.read(record.headers());
      Rejection rejection = DataMessages.readRejection(data);
      if (rejection.kind().equals(Rejection.EVENT)
          && rejection.origin() == null
          && catalog.find(context.problem()).isPresent()) {
        add(new Row.Refused(context, place));
      }
    } catch (MalformedMessageException e) {
      LOG.debug("{} is no rejection of an event: {}", place, e.getMessage());
    }
  }

  private void add(Row row) {
    ProblemName problem = row.context().problem();
    if (TraceHeaders.isTraced()) {
      TraceHeaders.gather(traced.computeIfAbsent(problem, _ -> new RecordHeaders()));
    }
    if (open().add(row) >= most(problem)) {
      send(problem);
    }
  }

  private int most(ProblemName problem) {
    return catalog
        .find(problem)
        .map(VersionedProblem::problem)
        .map(Sorting::most)
        .orElse(MOST_ROWS);
  }

  private static int most(Problem problem) {
    return Math.clamp(problem.monitor().drift().window().rows() / BLOCKS_A_WINDOW, 1, MOST_ROWS);
  }

  private void sendAll() {
    open().problems().forEach(this::send);
  }

  private void send(ProblemName problem) {
    byte[] block = open().take(problem);
    if (block != null) {
      Headers gathered = traced.remove(problem);
      Headers headers = (gathered == null ? new RecordHeaders() : gathered).add(BLOCK, new byte[0]);
      context()
          .forward(new Record<>(problem.value(), block, context().currentSystemTimeMs(), headers));
    }
  }

  private static byte[] data(Record<String, byte[]> record) {
    byte[] data = record.value();
    if (data == null) {
      throw new MalformedMessageException("a message without data");
    }
    return data;
  }

  /** With its own attributes alone: what else a record may carry has no bound. */
  private void pass(Record<String, byte[]> record, byte[] data, Place place) {
    EventContext context = CloudEventHeaders.read(record.headers());
    check(record.headers(), data);
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(context, headers);
    place.write(headers);
    TraceHeaders.gather(headers);
    send(context.problem());
    context().forward(new Record<>(context.problem().value(), data, record.timestamp(), headers));
  }

  private static void check(Headers headers, byte[] data) {
    long size = data.length;
    for (Header header : headers) {
      byte[] value = header.key().startsWith(CloudEventHeaders.PREFIX) ? header.value() : null;
      size += value == null ? 0 : value.length;
    }
    if (size > LARGEST) {
      throw new MalformedMessageException(
          "found %d bytes; allowed: at most %d".formatted(size, LARGEST));
    }
  }

  private Record<String, byte[]> setAside(
      Record<String, byte[]> record, Place place, MalformedMessageException reason) {
    return refusals.setAside(
        place.record(record.key(), record.headers(), record.value()),
        String.valueOf(reason.getMessage()));
  }

  static @Nullable String type(Headers headers) {
    Header header = headers.lastHeader("ce_type");
    byte[] value = header == null ? null : header.value();
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
