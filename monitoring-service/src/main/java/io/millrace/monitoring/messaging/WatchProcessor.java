package io.millrace.monitoring.messaging;

import io.millrace.event.Rejection;
import io.millrace.monitoring.MonitoringSettings;
import io.millrace.monitoring.judge.Decisions;
import io.millrace.monitoring.observe.Baselines;
import io.millrace.monitoring.observe.Watch;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.trace.TracedWork;
import io.millrace.starter.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Translates between the stream and each problem's {@link Watch}. */
final class WatchProcessor implements Processor<String, byte[], String, byte[]> {

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration TIDY = Duration.ofMinutes(1);
  private static final Duration SHOW = Duration.ofSeconds(30);

  /** So long a message waits for its problem to become known. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final ProblemCatalog catalog;
  private final Baselines baselines;
  private final Decisions decisions;
  private final Envelopes envelopes;
  private final Refusals refusals;
  private final WatchGauges gauges;
  private final Clock clock;
  private final MonitoringSettings settings;
  private final Traces traces;

  private @Nullable Stream stream;

  WatchProcessor(
      ProblemCatalog catalog,
      Baselines baselines,
      Decisions decisions,
      ControlCodec codec,
      Refusals refusals,
      WatchGauges gauges,
      Clock clock,
      MonitoringSettings settings,
      Traces traces) {
    this.catalog = catalog;
    this.baselines = baselines;
    this.decisions = decisions;
    this.envelopes = new Envelopes(codec, clock);
    this.refusals = refusals;
    this.gauges = gauges;
    this.clock = clock;
    this.settings = settings;
    this.traces = traces;
  }

  /** What there is between {@link #init} and {@link #close}. */
  private record Stream(Desk desk, Outlet outlet, HeldMessages held, Former former) {}

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    KeyValueStore<String, byte[]> store = context.getStateStore(MonitoringTopology.STORE);
    Outlet outlet = new Outlet(context, envelopes, refusals);
    Desk desk =
        new Desk(
            catalog,
            baselines,
            decisions,
            clock,
            settings,
            store,
            outlet,
            new HashMap<>(),
            clock.instant());
    stream = new Stream(desk, outlet, new HeldMessages(store), new Former(store));
    context.schedule(RETRY, PunctuationType.WALL_CLOCK_TIME, _ -> retry());
    context.schedule(TIDY, PunctuationType.WALL_CLOCK_TIME, _ -> desk.tidy());
    context.schedule(SHOW, PunctuationType.WALL_CLOCK_TIME, _ -> show());
  }

  private void show() {
    gauges.show(partition(), stream().desk().found());
  }

  private int partition() {
    return stream().outlet().context().taskId().partition();
  }

  @Override
  public void close() {
    if (stream != null) {
      gauges.forget(partition());
    }
  }

  private Stream stream() {
    return Objects.requireNonNull(stream);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    ProblemName problem = new ProblemName(record.key());
    List<? extends Input> messages;
    try {
      messages =
          record.headers().lastHeader(Sorting.BLOCK) == null
              ? List.of(Incoming.of(record.headers(), record.value()))
              : Block.read(record.value(), problem);
    } catch (MalformedMessageException e) {
      Outlet outlet = stream().outlet();
      Place place = Place.of(outlet.context().recordMetadata().orElseThrow());
      outlet.setAside(
          place.record(record.key(), record.headers(), record.value()),
          String.valueOf(e.getMessage()));
      return;
    }
    String topic = messages.getFirst().place().topic();
    try (TracedWork _ = traces.gathered(topic, messages.size(), record.headers())) {
      take(problem, messages);
    }
  }

  private void take(ProblemName name, List<? extends Input> messages) {
    EventContext first = messages.getFirst().context();
    if (first.type().equals(Sorting.DELETED)) {
      stream().held().release(name);
      stream()
          .former()
          .deleted(name, first.time())
          .ifPresent(past -> stream().desk().end(name, past, first.correlationId()));
      return;
    }
    stream()
        .desk()
        .problem(name)
        .ifPresentOrElse(
            problem -> {
              release(problem);
              stream().desk().handle(problem, messages);
            },
            () -> messages.forEach(message -> hold(message.unread())));
  }

  /** What was said of a former problem need not wait for the next one of its name. */
  private boolean isFormer(Incoming message) {
    return !message.context().time().isAfter(stream().former().began(message.context().problem()));
  }

  private void hold(Incoming message) {
    if (message.context().type().equals(Rejection.TYPE)) {
      return;
    }
    if (isFormer(message)) {
      stream().outlet().refusals().former(message.place());
      return;
    }
    stream()
        .held()
        .hold(message, clock.instant())
        .ifPresent(
            m -> stream().outlet().setAside(m, "the problem is unknown, and too much waits"));
  }

  private void release(Problem problem) {
    List<Incoming> waited = stream().held().release(problem.name());
    if (!waited.isEmpty()) {
      stream().desk().handle(problem, waited);
    }
  }

  /** What may be possible now. */
  private void retry() {
    Instant patience = clock.instant().minus(PATIENCE);
    for (ProblemName name : stream().held().problems()) {
      stream().desk().problem(name).ifPresentOrElse(this::release, () -> giveUp(name, patience));
    }
    stream().desk().judgeHeld();
    stream().desk().settle();
    stream().former().sweep();
  }

  private void giveUp(ProblemName name, Instant patience) {
    stream()
        .held()
        .giveUp(name, patience)
        .forEach(message -> stream().outlet().setAside(message, "the problem is unknown"));
  }
}
