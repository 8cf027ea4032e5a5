package io.millrace.monitoring.messaging;

import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.monitoring.MonitoringSettings;
import io.millrace.monitoring.observe.Baselines;
import io.millrace.monitoring.observe.Watch;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates between the stream and each problem's {@link Watch}. */
final class WatchProcessor implements Processor<String, byte[], String, byte[]> {

  static final String SOURCE = "/millrace/monitoring-service";

  private static final Logger LOG = LoggerFactory.getLogger(WatchProcessor.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration TIDY = Duration.ofMinutes(1);

  private final ProblemCatalog catalog;
  private final Baselines baselines;
  private final ControlCodec codec;
  private final Clock clock;
  private final MonitoringSettings settings;

  private @Nullable Stream stream;

  WatchProcessor(
      ProblemCatalog catalog,
      Baselines baselines,
      ControlCodec codec,
      Clock clock,
      MonitoringSettings settings) {
    this.catalog = catalog;
    this.baselines = baselines;
    this.codec = codec;
    this.clock = clock;
    this.settings = settings;
  }

  /** What there is between {@link #init} and {@link #close}. */
  private record Stream(
      ProcessorContext<String, byte[]> context,
      KeyValueStore<String, byte[]> store,
      HeldMessages held) {}

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    KeyValueStore<String, byte[]> store = context.getStateStore(MonitoringTopology.STORE);
    stream = new Stream(context, store, new HeldMessages(store));
    context.schedule(RETRY, PunctuationType.WALL_CLOCK_TIME, _ -> releaseKnown());
    context.schedule(TIDY, PunctuationType.WALL_CLOCK_TIME, _ -> tidy());
  }

  private Stream stream() {
    return Objects.requireNonNull(stream);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Incoming message;
    try {
      message = Incoming.of(record.headers(), record.value());
    } catch (MalformedMessageException e) {
      LOG.warn("A message is left out: {}", e.getMessage());
      return;
    }
    ProblemName name = message.context().problem();
    catalog
        .find(name)
        .map(VersionedProblem::problem)
        .ifPresentOrElse(
            problem -> {
              release(problem);
              handle(problem, message);
            },
            () -> stream().held().hold(message));
  }

  private void releaseKnown() {
    for (ProblemName name : stream().held().problems()) {
      catalog.find(name).map(VersionedProblem::problem).ifPresent(this::release);
    }
  }

  private void release(Problem problem) {
    stream().held().release(problem.name()).forEach(message -> handle(problem, message));
  }

  private void handle(Problem problem, Incoming message) {
    List<ControlMessage> news;
    try {
      news = message.tell(watch(problem));
    } catch (MalformedMessageException e) {
      LOG.warn(
          "{} {} of {} is left out: {}",
          message.context().type(),
          message.context().id(),
          problem.name(),
          e.getMessage());
      return;
    }
    news.forEach(control -> forward(control, message.context().correlationId()));
  }

  private Watch watch(Problem problem) {
    StoredMemory memory = new StoredMemory(stream().store(), problem.name());
    return new Watch(problem, memory, baselines, clock, settings.pending());
  }

  private void forward(ControlMessage control, String correlationId) {
    if (control instanceof Alert alert) {
      LOG.info("{}: {}", alert.problem(), alert.text());
    }
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(
        new EventContext(
            UUID.randomUUID().toString(),
            ControlMessage.typeOf(control.getClass()),
            SOURCE,
            control.key(),
            clock.instant(),
            control.problem(),
            correlationId),
        headers);
    stream()
        .context()
        .forward(new Record<>(control.key(), codec.write(control), clock.millis(), headers));
  }

  /** Forgets events that have waited too long. */
  private void tidy() {
    List<ProblemName> watched = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries =
        stream().store().prefixScan(Keys.all(Keys.PROGRESS), new StringSerializer())) {
      entries.forEachRemaining(entry -> watched.add(Keys.problemOf(entry.key)));
    }
    for (ProblemName name : watched) {
      catalog
          .find(name)
          .map(VersionedProblem::problem)
          .ifPresent(p -> watch(p).forgetBefore(clock.instant().minus(settings.retention())));
    }
  }
}
