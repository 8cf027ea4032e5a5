package io.millrace.scoring.model;

import io.millrace.problem.Task;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.WindowEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model that scores raw rows. Any number of threads may score at a time; each call runs on its
 * own thread. It is to be closed only when no call is under way: share it through a {@link
 * ModelSlot}.
 */
public final class ScoringModel implements AutoCloseable {

  private final Engine engine;
  private final FittedFeatures features;
  private final List<String> classes;
  private final int outputs;
  private final Optional<Threshold> threshold;
  private volatile boolean closed;

  private ScoringModel(
      Engine engine,
      FittedFeatures features,
      List<String> classes,
      int outputs,
      Optional<Threshold> threshold) {
    this.engine = engine;
    this.features = features;
    this.classes = List.copyOf(classes);
    this.outputs = outputs;
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
    Engine engine =
        TorchProgram.load(program, features.encoder(), new Answering(reading, answers.columns()));
    return new ScoringModel(engine, features, classes, answers.columns(), threshold);
  }

  private static ScoringModel load(
      byte[] onnx,
      FittedFeatures features,
      Graph graph,
      List<String> classes,
      Optional<Threshold> threshold) {
    Engine engine = OnnxGraph.load(onnx, features.encoder(), graph);
    return new ScoringModel(engine, features, classes, graph.columns(), threshold);
  }

  /** Scores every row of a batch. */
  public Scores score(RowBatch rows) {
    return scoreAll(List.of(rows)).getFirst();
  }

  /**
   * Scores several batches in one native call, as {@link #score} would each of them.
   *
   * @param batches of {@link Engine#PIECE} rows at most, all together; one alone may be larger
   */
  List<Scores> scoreAll(List<RowBatch> batches) {
    requireOpen();
    List<float[]> answers = engine.score(batches);
    List<Scores> all = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      all.add(scores(batches.get(i).size(), answers.get(i)));
    }
    return all;
  }

  /**
   * As {@link #score}, where the model may fail at some of the rows: those are answered with NaN,
   * the others as ever.
   */
  public Scores scoreEach(RowBatch rows) {
    requireOpen();
    return scores(rows.size(), engine.scoreEach(rows));
  }

  private Scores scores(int rows, float[] answers) {
    return new Scores(classes, rows, outputs, answers, threshold);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
  }

  public boolean isClosed() {
    return closed;
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
    if (!closed) {
      closed = true;
      engine.close();
    }
  }
}
