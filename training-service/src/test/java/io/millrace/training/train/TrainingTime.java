package io.millrace.training.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long training takes, against XGBoost's own and PyTorch's own on the same work, one thread
 * each, taking turns. No test: it is run by name (docs/search.md) and says what it found.
 */
class TrainingTime {

  private static final int TIMES = Integer.getInteger("times", 7);
  private static final int WARM_UP = Integer.getInteger("warm.up", 2);
  private static final String PYTHON = System.getProperty("peer.python", "/usr/bin/python3");

  private static final int WIDTH = 30;
  private static final Block CATEGORY = new Block(18, 30);
  private static final int ROUNDS = 100;
  private static final int EPOCHS = 10;

  @TempDir Path folder;

  /** Seconds by the clock, and of the processor. */
  record Seconds(double wall, double cpu) {}

  private interface Work {
    void run() throws Exception;
  }

  @Test
  void ofGradientBoosting() throws Exception {
    TrainingSet set = rows(40_000);
    Trainer trainer = new GradientBoosting();
    Parameters parameters = trainer.defaults(set.shape());
    Map<String, Object> settings;
    try (Learner learner = trainer.begin(set, parameters, 1)) {
      settings = new LinkedHashMap<>(learner.parameters());
    }
    settings.keySet().removeAll(List.of("rounds", ClassWeight.KEY));
    write(set, "xgboost", Map.of("parameters", settings, "rounds", ROUNDS));
    List<Seconds> ours = new ArrayList<>();
    List<Seconds> direct = new ArrayList<>();
    List<Seconds> python = new ArrayList<>();

    for (int i = -WARM_UP; i < TIMES; i++) {
      keep(i, ours, timed(() -> learn(trainer, set, parameters, ROUNDS)));
      keep(i, direct, timed(() -> direct(set, settings)));
      keep(i, python, peer("train_xgboost.py"));
    }

    report("gradient boosting", ours, Map.of("xgboost4j", direct, "Python's xgboost", python));
  }

  @Test
  void ofTheNeuralNetwork() throws Exception {
    TrainingSet set = rows(20_000);
    Trainer trainer = new NeuralNetwork();
    Parameters parameters = trainer.defaults(set.shape());
    Map<String, Object> work = new LinkedHashMap<>(parameters.values());
    work.put("category", List.of(CATEGORY.from(), CATEGORY.to()));
    work.put("embedding", EntryLayer.embeddingSize(CATEGORY.size()));
    work.put("batch", parameters.whole("batch_size"));
    work.put("epochs", EPOCHS);
    write(set, "torch", work);
    List<Seconds> ours = new ArrayList<>();
    List<Seconds> python = new ArrayList<>();

    for (int i = -WARM_UP; i < TIMES; i++) {
      keep(i, ours, timed(() -> learn(trainer, set, parameters, EPOCHS)));
      keep(i, python, peer("train_torch.py"));
    }

    report("neural network", ours, Map.of("Python's PyTorch", python));
  }

  private static void learn(Trainer trainer, TrainingSet set, Parameters parameters, int steps) {
    try (Learner learner = trainer.begin(set, parameters, 1)) {
      for (int i = 0; i < steps; i++) {
        learner.step();
      }
    }
  }

  private static void direct(TrainingSet set, Map<String, Object> settings) throws Exception {
    DMatrix data = new DMatrix(set.features(), set.rows(), set.width(), Float.NaN);
    float[] labels = new float[set.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (float) set.targets()[i];
    }
    data.setLabel(labels);
    Booster booster = XGBoost.train(data, settings, ROUNDS, Map.of(), null, null);
    booster.dispose();
    data.dispose();
  }

  private static void keep(int turn, List<Seconds> all, Seconds seconds) {
    if (turn >= 0) {
      all.add(seconds);
    }
  }

  private static Seconds timed(Work work) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    long wall = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    work.run();
    return new Seconds(
        (System.nanoTime() - wall) / 1e9, (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
  }

  private Seconds peer(String script) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(PYTHON, "src/test/peers/" + script, folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    Process process = builder.start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(script + ": " + said).isZero();
    String[] words = said.strip().split(" ");
    return new Seconds(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
  }

  private static void report(String what, List<Seconds> ours, Map<String, List<Seconds>> peers) {
    System.out.printf("%s: %s%n", what, median(ours));
    peers.forEach(
        (name, times) -> {
          Seconds own = median(ours);
          Seconds peer = median(times);
          System.out.printf(
              "  %s: %s; ratio %.2f wall, %.2f CPU%n",
              name, peer, own.wall() / peer.wall(), own.cpu() / peer.cpu());
        });
  }

  private static Seconds median(List<Seconds> all) {
    return new Seconds(
        all.stream().mapToDouble(Seconds::wall).sorted().toArray()[all.size() / 2],
        all.stream().mapToDouble(Seconds::cpu).sorted().toArray()[all.size() / 2]);
  }

  private void write(TrainingSet set, String peer, Map<String, Object> work) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(work);
    all.put("width", set.width());
    Files.write(folder.resolve(peer + ".json"), JsonMapper.shared().writeValueAsBytes(all));
    Files.write(folder.resolve("features.f32"), bytes(set.features()));
    float[] targets = new float[set.rows()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) set.targets()[i];
    }
    Files.write(folder.resolve("targets.f32"), bytes(targets));
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** Eighteen numbers and a category of twelve values; two classes. */
  private static TrainingSet rows(int rows) {
    Random random = new Random(1);
    float[] features = new float[rows * WIDTH];
    double[] targets = new double[rows];
    for (int row = 0; row < rows; row++) {
      int category = random.nextInt(CATEGORY.from(), CATEGORY.to());
      double score = random.nextGaussian() + (category % 3 == 0 ? 1 : -0.5);
      for (int i = 0; i < CATEGORY.from(); i++) {
        double value = random.nextGaussian();
        features[row * WIDTH + i] = (float) value;
        score += i % 2 == 0 ? value / (i + 1) : value * features[row * WIDTH] / (i + 1);
      }
      features[row * WIDTH + category] = 1;
      targets[row] = score > 0 ? 1 : 0;
    }
    return new TrainingSet(features, WIDTH, targets, 2, List.of(CATEGORY));
  }
}
