package io.millrace.inference.web;

import io.millrace.benchmarks.Network;
import io.millrace.event.Role;
import io.millrace.inference.load.By;
import io.millrace.inference.score.CheckedRows;
import io.millrace.inference.score.PredictedRows;
import io.millrace.inference.score.RowReader;
import io.millrace.inference.score.Scored;
import io.millrace.inference.score.Verdicts;
import io.millrace.problem.Data;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.features.RowEncoder;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.model.ScoringQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The parts of a request's way, each by itself; in the package of what it calls. */
@NullMarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@SuppressWarnings("NullAway.Init") // what JMH sets up
public class HotPath {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Param({"1", "64"})
  int rows;

  @Param({"10", "100"})
  int features;

  private byte[] body;
  private RowReader reader;
  private RowEncoder encoder;
  private ScoringModel model;
  private ScoringQueue queue;
  private CheckedRows read;
  private float[] encoded;
  private PredictedRows predicted;

  @Setup(Level.Trial)
  public void begin() {
    Network network = new Network(features, 64);
    body =
        IntStream.range(0, rows)
            .mapToObj(network::row)
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8);
    reader =
        new RowReader(
            network.schema(),
            new Data(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Data.DEFAULT_ID,
                network.schema()));
    encoder = network.fitted().encoder();
    encoded = new float[rows * features];
    model =
        ScoringModel.load(network.onnx(), network.fitted(), Task.CLASSIFICATION, Network.CLASSES);
    queue =
        new ScoringQueue(
            model, new ScoringQueue.Limits(1, 64, Duration.ZERO, 10_000, Duration.ofSeconds(1)));
    read = parse();
    Scored scored = new Scored(1, read.good(), score(), 1);
    Verdicts verdicts = Verdicts.of(new By(1, Role.CHAMPION), scored);
    predicted = new PredictedRows(new ProblemName("bench"), verdicts, read, "http-bench");
  }

  @TearDown(Level.Trial)
  public void end() {
    model.close();
  }

  /** JSON to columns. */
  @Benchmark
  public CheckedRows parse() {
    return reader.read(PredictRequest.of(body, 1000), NOW);
  }

  /** Columns to the network's numbers. */
  @Benchmark
  public float[] prepare() {
    encoder.encode(read.good(), 0, rows, encoded, 0);
    return encoded;
  }

  /** Columns to scores, by way of the queue. */
  @Benchmark
  public Scores score() {
    return queue.score(read.good()).orElseThrow();
  }

  /** Scores to JSON. */
  @Benchmark
  public byte[] write() {
    return RowAnswers.write(predicted);
  }
}
