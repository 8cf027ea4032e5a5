package io.millrace.training;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.message.ControlMessage;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.training.promote.Exchange;
import io.millrace.training.register.ModelStore;
import io.millrace.training.run.Adoption;
import io.millrace.training.run.Capacity;
import io.millrace.training.run.Compute;
import io.millrace.training.run.Computing;
import io.millrace.training.run.InProcess;
import io.millrace.training.run.Pace;
import io.millrace.training.run.Reproducer;
import io.millrace.training.run.RunListener;
import io.millrace.training.run.Threads;
import io.millrace.training.run.TrainingFactory;
import io.millrace.training.run.Trainings;
import io.millrace.training.store.LocalFiles;
import io.millrace.training.store.ReproductionJournal;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunStates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Training without a broker or a web server: everything else is real. */
public final class House implements ControlPublisher, ProblemCatalog, AutoCloseable {

  /** Short, so that what a dead instance held is free soon. */
  public static final Pace PACE =
      new Pace("a", Duration.ofMillis(600), Duration.ofMillis(100), Duration.ofMillis(50), 3);

  private static final long MEMORY = 2L << 30;

  /** What was told, in order. */
  public final List<ControlMessage> told = new CopyOnWriteArrayList<>();

  public final List<String> correlationIds = new CopyOnWriteArrayList<>();
  public final FaultyStore blobs;
  public final ModelStore models;
  public final RunStates states;
  public final Trainings trainings;
  public final Reproducer reproducer;
  public final Adoption adoption;
  public final Exchange exchange;
  public final ReproductionJournal reproductions;
  public final MeterRegistry meters = new SimpleMeterRegistry();

  /** How many publications fail before one succeeds. */
  public volatile int silentFor;

  /** What happens before a message is taken. */
  public volatile Runnable beforeTelling = () -> {};

  private final Threads threads;
  private volatile Optional<VersionedProblem> problem;

  public House(BlobStore blobs, Path folder, String problemFile) {
    this(blobs, folder, problemFile, PACE);
  }

  /**
   * @param mostRows the latest rows that a run uses
   */
  public House(BlobStore store, Path folder, String problemFile, int mostRows) {
    this(
        store,
        folder,
        problemFile,
        PACE,
        new Capacity(2, MEMORY, 1),
        new InProcess(),
        mostRows,
        _ -> RunListener.NONE);
  }

  public House(BlobStore store, Path folder, String problemFile, Pace pace) {
    this(store, folder, problemFile, pace, 2);
  }

  /**
   * @param cores how many trials are computed at a time
   */
  public House(BlobStore store, Path folder, String problemFile, Pace pace, int cores) {
    this(store, folder, problemFile, pace, cores, _ -> RunListener.NONE);
  }

  /**
   * @param listener made of the store of models
   */
  public House(
      BlobStore store,
      Path folder,
      String problemFile,
      Pace pace,
      int cores,
      Function<ModelStore, RunListener> listener) {
    this(
        store,
        folder,
        problemFile,
        pace,
        new Capacity(cores, MEMORY, 1),
        new InProcess(),
        1_000_000,
        listener);
  }

  /** The broker's id of the topic on which versions are told of, once that is known. */
  public volatile Optional<String> modelsTopic = Optional.empty();

  public House(
      BlobStore store,
      Path folder,
      String problemFile,
      Pace pace,
      Capacity capacity,
      Compute compute) {
    this(store, folder, problemFile, pace, capacity, compute, 1_000_000, _ -> RunListener.NONE);
  }

  public House(
      BlobStore store,
      Path folder,
      String problemFile,
      Pace pace,
      Capacity capacity,
      Compute compute,
      int mostRows,
      Function<ModelStore, RunListener> listener) {
    threads = new Threads(1);
    blobs = new FaultyStore(store);
    problem = stated(problemFile, 1);
    models = new ModelStore(blobs, folder.resolve("models"));
    states = new RunStates(blobs);
    TrainingFactory factory =
        new TrainingFactory(
            blobs,
            this,
            this,
            models,
            states,
            new LocalFiles(blobs, folder.resolve("files"), 1_000_000_000),
            listener.apply(models),
            () -> modelsTopic,
            meters,
            Clock.systemUTC());
    Computing computing = new Computing(compute, capacity, mostRows, folder.resolve("jobs"));
    trainings = factory.create(threads, computing, pace);
    adoption = factory.adoption(computing);
    exchange = factory.exchange(folder.resolve("promotions"));
    reproductions = new ReproductionJournal(blobs, Clock.systemUTC(), pace.owner(), pace.lease());
    reproducer = factory.reproducer(reproductions, threads, computing, pace);
    trainings.follow();
  }

  /** The problem is stated anew. */
  public void restate(String problemFile) {
    problem = stated(problemFile, problem.map(VersionedProblem::version).orElse(0L) + 1);
    trainings.look(name());
  }

  private static Optional<VersionedProblem> stated(String problemFile, long version) {
    Map<String, Object> definition = Problems.tree(problemFile);
    return Optional.of(new VersionedProblem(Problems.read(problemFile), version, definition));
  }

  public Problem problem() {
    return problem.orElseThrow().problem();
  }

  public ProblemName name() {
    return problem().name();
  }

  /** The messages of a type. */
  public <T extends ControlMessage> List<T> told(Class<T> type) {
    return told.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The runs that are over and told of, the latest first. */
  public List<RunRecord> ended() {
    return states.all(name()).stream().filter(run -> !run.isOpen()).toList();
  }

  /** Whether nothing is left to be done. */
  public boolean isIdle() {
    return states.standing(name()).latest().map(run -> run.isSettled()).orElse(true);
  }

  @Override
  public void publish(ControlMessage message, String correlationId) {
    if (silentFor > 0 || blobs.isDead()) {
      silentFor--;
      throw new IllegalStateException("the broker does not answer");
    }
    beforeTelling.run();
    told.add(message);
    correlationIds.add(correlationId);
  }

  @Override
  public Optional<VersionedProblem> find(ProblemName name) {
    return problem.filter(known -> known.problem().name().equals(name));
  }

  @Override
  public List<VersionedProblem> all() {
    return problem.stream().toList();
  }

  @Override
  public void onChange(Listener listener) {
    problem.ifPresent(listener::applied);
  }

  @Override
  public void close() {
    trainings.close();
  }
}
