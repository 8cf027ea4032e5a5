package io.millrace.training;

import io.millrace.message.ControlMessage;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.training.prepare.Limits;
import io.millrace.training.register.ModelStore;
import io.millrace.training.run.Threads;
import io.millrace.training.run.TrainingFactory;
import io.millrace.training.run.Trainings;
import io.millrace.training.store.RunJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Training without a broker or a web server: everything else is real. */
public final class House implements ControlPublisher, ProblemCatalog, AutoCloseable {

  /** What was told, in order. */
  public final List<ControlMessage> told = new CopyOnWriteArrayList<>();

  public final List<String> correlationIds = new CopyOnWriteArrayList<>();
  public final ModelStore models;
  public final RunJournal journal;
  public final Trainings trainings;

  /** How many publications fail before one succeeds. */
  public volatile int silentFor;

  private final Threads threads = new Threads(1);
  private volatile Optional<VersionedProblem> problem;

  public House(InMemoryBlobStore blobs, Path folder, String problemFile) {
    Map<String, Object> definition = Problems.tree(problemFile);
    problem = Optional.of(new VersionedProblem(Problems.read(problemFile), 1, definition));
    models = new ModelStore(blobs, folder.resolve("models"));
    journal = new RunJournal(blobs);
    trainings =
        new TrainingFactory(blobs, this, this, models, journal, Clock.systemUTC(), folder)
            .create(threads, new Limits("512MB", folder.resolve("spill"), 1_000_000));
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

  @Override
  public void publish(ControlMessage message, String correlationId) {
    if (silentFor > 0) {
      silentFor--;
      throw new IllegalStateException("the broker does not answer");
    }
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
    threads.close();
  }
}
