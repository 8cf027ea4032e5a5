package io.millrace.training.train;

import static io.millrace.training.train.OnnxGraph.attribute;
import static io.millrace.training.train.OnnxGraph.floats;
import static io.millrace.training.train.OnnxGraph.longs;
import static io.millrace.training.train.OnnxGraph.strings;

import io.millrace.training.train.Forest.Node;
import io.millrace.training.train.Forest.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A booster's trees as an ONNX tree ensemble, and what turns their sums into answers. */
final class ForestGraph {

  private final List<Long> treeIds = new ArrayList<>();
  private final List<Long> nodeIds = new ArrayList<>();
  private final List<Long> features = new ArrayList<>();
  private final List<Float> thresholds = new ArrayList<>();
  private final List<String> modes = new ArrayList<>();
  private final List<Long> yes = new ArrayList<>();
  private final List<Long> no = new ArrayList<>();
  private final List<Long> missingIsYes = new ArrayList<>();
  private final List<Long> leafTrees = new ArrayList<>();
  private final List<Long> leafNodes = new ArrayList<>();
  private final List<Long> leafOutputs = new ArrayList<>();
  private final List<Float> leafValues = new ArrayList<>();

  private ForestGraph() {}

  /**
   * @param classes 0 for a number
   */
  static byte[] write(Forest forest, int width, int classes) {
    ForestGraph ensemble = new ForestGraph();
    for (int tree = 0; tree < forest.trees().size(); tree++) {
      ensemble.add(tree, forest.trees().get(tree));
    }
    OnnxGraph graph = new OnnxGraph(width);
    return switch (classes) {
      case 0 -> {
        String value = OnnxGraph.outputName(true);
        ensemble.addTo(graph, value, 1, (float) forest.baseScore());
        yield graph.finish(value, 1);
      }
      case 2 -> {
        double base = forest.baseScore();
        ensemble.addTo(graph, "margin", 1, (float) Math.log(base / (1 - base)));
        yield graph.finishSigmoid("margin");
      }
      default -> {
        ensemble.addTo(graph, "margins", classes, (float) forest.baseScore());
        yield graph.finishSoftmax("margins", classes);
      }
    };
  }

  private void add(int id, Tree tree) {
    for (int i = 0; i < tree.nodes().size(); i++) {
      treeIds.add((long) id);
      nodeIds.add((long) i);
      switch (tree.nodes().get(i)) {
        case Node.Split split -> add(split);
        case Node.Leaf leaf -> add(id, i, tree.output(), leaf);
      }
    }
  }

  private void add(Node.Split split) {
    features.add((long) split.feature());
    thresholds.add(split.threshold());
    modes.add("BRANCH_LT");
    yes.add((long) split.yes());
    no.add((long) split.no());
    missingIsYes.add(split.missingIsYes() ? 1L : 0L);
  }

  private void add(int tree, int node, int output, Node.Leaf leaf) {
    features.add(0L);
    thresholds.add(0f);
    modes.add("LEAF");
    yes.add(0L);
    no.add(0L);
    missingIsYes.add(0L);
    leafTrees.add((long) tree);
    leafNodes.add((long) node);
    leafOutputs.add((long) output);
    leafValues.add(leaf.value());
  }

  private void addTo(OnnxGraph graph, String name, int outputs, float base) {
    graph.mlNode(
        "TreeEnsembleRegressor",
        name,
        List.of(OnnxGraph.INPUT),
        attribute("n_targets", outputs),
        attribute("aggregate_function", "SUM"),
        attribute("post_transform", "NONE"),
        floats("base_values", Collections.nCopies(outputs, base)),
        longs("nodes_treeids", treeIds),
        longs("nodes_nodeids", nodeIds),
        longs("nodes_featureids", features),
        floats("nodes_values", thresholds),
        strings("nodes_modes", modes),
        longs("nodes_truenodeids", yes),
        longs("nodes_falsenodeids", no),
        longs("nodes_missing_value_tracks_true", missingIsYes),
        longs("target_treeids", leafTrees),
        longs("target_nodeids", leafNodes),
        longs("target_ids", leafOutputs),
        floats("target_weights", leafValues));
  }
}
