package io.millrace.monitoring.messaging;

import io.millrace.monitoring.MonitoringSettings;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.observe.Baselines;
import io.millrace.monitoring.observe.Watch;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
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

  private static final Logger LOG = LoggerFactory.getLogger(WatchProcessor.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration TIDY = Duration.ofMinutes(1);

  /** So long a message waits for its problem to become known. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final ProblemCatalog catalog;
  private final Baselines baselines;
  private final Envelopes envelopes;
  private final Refusals refusals;
  private final Clock clock;
  private final MonitoringSettings settings;

  private @Nullable Stream stream;

  WatchProcessor(
      ProblemCatalog catalog,
      Baselines baselines,
      ControlCodec codec,
      Refusals refusals,
      Clock clock,
      MonitoringSettings settings) {
    this.catalog = catalog;
    this.baselines = baselines;
    this.envelopes = new Envelopes(codec, clock);
    this.refusals = refusals;
    this.clock = clock;
    this.settings = settings;
  }

  /** What there is between {@link #init} and {@link #close}. */
  private record Stream(
      ProcessorContext<String, byte[]> context,
      KeyValueStore<String, byte[]> store,
      HeldMessages held,
      Former former) {}

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    KeyValueStore<String, byte[]> store = context.getStateStore(MonitoringTopology.STORE);
    stream = new Stream(context, store, new HeldMessages(store), new Former(store));
    context.schedule(RETRY, PunctuationType.WALL_CLOCK_TIME, _ -> retry());
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
      Place place = Place.of(stream().context().recordMetadata().orElseThrow());
      setAside(place.record(record.key(), record.headers(), record.value()), e);
      return;
    }
    take(message);
  }

  private void take(Incoming message) {
    ProblemName name = message.context().problem();
    if (message.context().type().equals(Sorting.DELETED)) {
      stream().held().release(name);
      stream().former().deleted(name, message.context().time());
      return;
    }
    problem(name)
        .ifPresentOrElse(
            problem -> {
              release(problem);
              handle(problem, message);
            },
            () ->
                stream()
                    .held()
                    .hold(message, clock.instant())
                    .ifPresent(m -> setAside(m, "the problem is unknown, and too much waits")));
  }

  private Optional<Problem> problem(ProblemName name) {
    return catalog.find(name).map(VersionedProblem::problem);
  }

  /** What may be possible now. */
  private void retry() {
    Instant patience = clock.instant().minus(PATIENCE);
    for (ProblemName name : stream().held().problems()) {
      problem(name)
          .ifPresentOrElse(
              this::release,
              () ->
                  stream()
                      .held()
                      .giveUp(name, patience)
                      .forEach(message -> setAside(message, "the problem is unknown")));
    }
    for (ProblemName name : problemsOf(Keys.WINDOW)) {
      problem(name).ifPresent(problem -> guard(problem, this::judgeHeld));
    }
    stream().former().sweep();
  }

  private void judgeHeld(Problem problem) {
    watch(problem).judgeHeld().forEach(this::forward);
  }

  /** A fault in one problem's housekeeping stops neither the others nor the stream. */
  private static void guard(Problem problem, Consumer<Problem> task) {
    try {
      task.accept(problem);
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("{} cannot be looked after", problem.name(), e);
    }
  }

  private void release(Problem problem) {
    stream().held().release(problem.name()).forEach(message -> handle(problem, message));
  }

  private void handle(Problem problem, Incoming message) {
    Generation generation = Generation.of(problem.name(), stream().store());
    if (!message.context().time().isAfter(generation.began())) {
      LOG.debug("{} is of a problem that was deleted since", message.place());
      return;
    }
    try {
      message.tell(watch(problem, generation)).forEach(this::forward);
    } catch (MalformedMessageException e) {
      setAside(message.record(), e);
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("{} cannot be worked through", message.place(), e);
      setAside(message, "it cannot be worked through: " + e);
    }
  }

  private Watch watch(Problem problem) {
    return watch(problem, Generation.of(problem.name(), stream().store()));
  }

  private Watch watch(Problem problem, Generation generation) {
    StoredMemory memory = new StoredMemory(stream().store(), generation.keys(problem.name()));
    return new Watch(problem, memory, baselines, clock, settings.pending());
  }

  private void forward(News news) {
    stream().context().forward(envelopes.wrap(news));
  }

  private void setAside(Incoming message, String reason) {
    stream().context().forward(refusals.setAside(message.record(), reason));
  }

  private void setAside(ConsumerRecord<String, byte[]> message, MalformedMessageException reason) {
    stream().context().forward(refusals.setAside(message, String.valueOf(reason.getMessage())));
  }

  /** Forgets events that have waited too long. */
  private void tidy() {
    Instant retention = clock.instant().minus(settings.retention());
    for (ProblemName name : problemsOf(Keys.PROGRESS)) {
      problem(name).ifPresent(p -> guard(p, each -> watch(each).forgetBefore(retention)));
    }
  }

  private Set<ProblemName> problemsOf(String kind) {
    Set<ProblemName> found = new TreeSet<>();
    try (KeyValueIterator<String, byte[]> entries =
        stream().store().prefixScan(Keys.all(kind), new StringSerializer())) {
      entries.forEachRemaining(entry -> found.add(Keys.problemOf(entry.key)));
    }
    return found;
  }
}
