package io.millrace.scoring.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.millrace.problem.Task;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.features.RowEncoder;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.WindowEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A model that scores raw rows. Any number of threads may score at a time; each call runs on its
 * own thread. It is to be closed only when no call is under way: share it through a {@link
 * ModelSlot}.
 */
public final class ScoringModel implements AutoCloseable {

  /** Larger batches are scored in pieces, which bounds the native memory of a call. */
  static final int PIECE = 1024;

  private final @Nullable OrtSession session;
  private final @Nullable TorchProgram program;
  private final FittedFeatures features;
  private final RowEncoder encoder;
  private final String output;
  private final List<String> classes;
  private final int outputs;
  private final Optional<Threshold> threshold;
  private final BlockingQueue<Workspace> workspaces =
      new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());
  private volatile boolean closed;

  /** One of session and program is null. */
  private ScoringModel(
      @Nullable OrtSession session,
      @Nullable TorchProgram program,
      FittedFeatures features,
      List<String> classes,
      Graph graph,
      Optional<Threshold> threshold) {
    this.session = session;
    this.program = program;
    this.features = features;
    this.encoder = features.encoder();
    this.classes = List.copyOf(classes);
    this.output = graph.output();
    this.outputs = graph.columns();
    this.threshold = threshold;
  }

  public static ScoringModel load(ModelPackage modelPackage) {
    Manifest manifest = modelPackage.manifest();
    if (modelPackage.isProgram()) {
      return ofProgram(
          modelPackage.program(),
          modelPackage.features(),
          manifest.classes(),
          Objects.requireNonNull(Objects.requireNonNull(manifest.origin()).reading()),
          manifest.decision());
    }
    ForecastPlan forecast = manifest.forecast();
    return forecast != null
        ? ofNumbers(
            modelPackage.onnx(), modelPackage.features(), new WindowEncoder(forecast).outputs())
        : load(
            modelPackage.onnx(),
            modelPackage.features(),
            manifest.task(),
            manifest.classes(),
            manifest.decision());
  }

  /** A model that answers the most probable class. */
  public static ScoringModel load(
      byte[] onnx, FittedFeatures features, Task task, List<String> classes) {
    return load(onnx, features, task, classes, Optional.empty());
  }

  /**
   * @param onnx a graph with one input {@code features} of the features' width and one output,
   *     {@code probabilities} in the order of {@code classes} or {@code value}
   * @param threshold by which one of two classes is answered; empty for the most probable
   * @throws IllegalArgumentException where the graph is no such thing
   */
  public static ScoringModel load(
      byte[] onnx,
      FittedFeatures features,
      Task task,
      List<String> classes,
      Optional<Threshold> threshold) {
    return switch (task) {
      case CLASSIFICATION ->
          load(onnx, features, Graph.classes(features.width(), classes.size()), classes, threshold);
      case REGRESSION, FORECASTING -> ofNumbers(onnx, features, 1);
    };
  }

  /**
   * A model that answers each row with numbers.
   *
   * @param onnx a graph with one input {@code features} of the features' width and one output
   *     {@code value}
   * @param outputs how many numbers
   * @throws IllegalArgumentException where the graph is no such thing
   */
  public static ScoringModel ofNumbers(byte[] onnx, FittedFeatures features, int outputs) {
    return load(
        onnx, features, Graph.numbers(features.width(), outputs), List.of(), Optional.empty());
  }

  /**
   * A TorchScript program, which takes the features as one matrix of floats.
   *
   * @param classes empty for a number
   * @param reading what the program's numbers are
   * @throws IllegalArgumentException where it is no such program, or there is no PyTorch to run it;
   *     the message is a plain sentence part
   */
  public static ScoringModel ofProgram(
      byte[] program,
      FittedFeatures features,
      List<String> classes,
      Reading reading,
      Optional<Threshold> threshold) {
    if (!PyTorch.isThere()) {
      throw new IllegalArgumentException(
          "it is a TorchScript program, and there is no PyTorch here to run it");
    }
    Graph answers =
        classes.isEmpty()
            ? Graph.numbers(features.width(), 1)
            : Graph.classes(features.width(), classes.size());
    TorchProgram loaded = TorchProgram.load(program, new Answering(reading, answers.columns()));
    return new ScoringModel(null, loaded, features, classes, answers, threshold);
  }

  private static ScoringModel load(
      byte[] onnx,
      FittedFeatures features,
      Graph graph,
      List<String> classes,
      Optional<Threshold> threshold) {
    GraphScan.check(onnx);
    try (OrtSession.SessionOptions options = options()) {
      OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx, options);
      try {
        graph.requireFits(session);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
      return new ScoringModel(session, null, features, classes, graph, threshold);
    } catch (OrtException e) {
      throw new IllegalArgumentException("the graph cannot be loaded: " + e.getMessage(), e);
    }
  }

  /** One thread to a call: it is the calls that run in parallel. */
  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setMemoryPatternOptimization(false); // would remember a plan for every batch size
    return options;
  }

  /** Scores every row of a batch. */
  public Scores score(RowBatch rows) {
    if (program != null) {
      requireOpen();
      float[] answers = new float[rows.size() * outputs];
      program.score(encoder, rows, answers);
      return scores(rows.size(), answers);
    }
    return call(
        workspace -> {
          float[] answers = new float[rows.size() * outputs];
          for (int from = 0; from < rows.size(); from += PIECE) {
            score(workspace, rows, from, Math.min(rows.size(), from + PIECE), answers);
          }
          return scores(rows.size(), answers);
        });
  }

  /**
   * Scores several batches in one native call, as {@link #score} would each of them.
   *
   * @param batches of {@link #PIECE} rows at most, all together; one alone may be larger
   */
  List<Scores> scoreAll(List<RowBatch> batches) {
    if (program != null) {
      return batches.stream().map(this::score).toList();
    }
    return batches.size() == 1
        ? List.of(score(batches.getFirst()))
        : call(workspace -> scoreTogether(workspace, batches));
  }

  private List<Scores> scoreTogether(Workspace workspace, List<RowBatch> batches)
      throws OrtException {
    workspace.clear();
    for (RowBatch batch : batches) {
      workspace.add(batch, 0, batch.size());
    }
    workspace.run();
    List<Scores> all = new ArrayList<>(batches.size());
    int first = 0;
    for (RowBatch batch : batches) {
      float[] answers = new float[batch.size() * outputs];
      workspace.answers(first, batch.size(), answers, 0);
      all.add(scores(batch.size(), answers));
      first += batch.size();
    }
    return all;
  }

  /**
   * As {@link #score}, where the graph may fail at some of the rows: those are answered with NaN,
   * the others as ever.
   */
  public Scores scoreEach(RowBatch rows) {
    requireOpen();
    float[] answers = new float[rows.size() * outputs];
    if (program != null) {
      program.scoreEach(encoder, rows, answers);
      return scores(rows.size(), answers);
    }
    try (Workspace workspace = workspace()) {
      for (int row = 0; row < rows.size(); row++) {
        try {
          score(workspace, rows, row, row + 1, answers);
        } catch (OrtException e) {
          Arrays.fill(answers, row * outputs, (row + 1) * outputs, Float.NaN);
        }
      }
    }
    return scores(rows.size(), answers);
  }

  private void score(Workspace workspace, RowBatch rows, int from, int to, float[] answers)
      throws OrtException {
    workspace.clear();
    workspace.add(rows, from, to);
    workspace.run();
    workspace.answers(0, to - from, answers, from);
  }

  private Scores scores(int rows, float[] answers) {
    return new Scores(classes, rows, outputs, answers, threshold);
  }

  private interface Work<T> {
    T in(Workspace workspace) throws OrtException;
  }

  private <T> T call(Work<T> work) {
    requireOpen();
    Workspace workspace = borrow();
    boolean sound = false;
    try {
      T done = work.in(workspace);
      sound = true;
      return done;
    } catch (OrtException e) {
      throw new IllegalStateException("the graph cannot be run: " + e.getMessage(), e);
    } finally {
      if (!sound || !workspaces.offer(workspace)) {
        workspace.close();
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
  }

  public boolean isClosed() {
    return closed;
  }

  private Workspace borrow() {
    Workspace idle = workspaces.poll();
    return idle != null ? idle : workspace();
  }

  private Workspace workspace() {
    return new Workspace(Objects.requireNonNull(session), encoder, output, outputs);
  }

  /**
   * Scores the golden rows.
   *
   * @return what differs, in a plain sentence part; empty where they are reproduced
   */
  public Optional<String> goldenMismatch(Golden golden) {
    return golden.mismatch(score(golden.batch(features)), outputs);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (Workspace idle = workspaces.poll(); idle != null; idle = workspaces.poll()) {
      idle.close();
    }
    try {
      if (program != null) {
        program.close();
      }
      if (session != null) {
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the graph cannot be closed", e);
    }
  }
}
