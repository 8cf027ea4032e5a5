package io.millrace.training.train;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The trees of a booster, as XGBoost saves them in JSON.
 *
 * @param baseScore what every sum starts from, as saved: a probability for {@code binary:logistic}
 */
record Forest(double baseScore, List<Tree> trees) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * @param output which of the model's outputs it adds to
   */
  record Tree(int output, List<Node> nodes) {}

  /** A node; its place in the tree is its number. */
  sealed interface Node {

    /**
     * Goes to {@code yes} where the feature is less than the threshold.
     *
     * @param missingIsYes where a missing feature goes
     */
    record Split(int feature, float threshold, int yes, int no, boolean missingIsYes)
        implements Node {}

    record Leaf(float value) implements Node {}
  }

  static Forest parse(byte[] json) {
    JsonNode learner = JSON.readTree(new String(json, StandardCharsets.UTF_8)).path("learner");
    JsonNode model = learner.path("gradient_booster").path("model");
    List<Tree> trees = new ArrayList<>();
    for (JsonNode tree : model.path("trees")) {
      trees.add(new Tree(model.path("tree_info").get(trees.size()).intValue(), nodes(tree)));
    }
    return new Forest(baseScore(learner), List.copyOf(trees));
  }

  /** A number in quotes, and from XGBoost 3.1 on a list of them. */
  private static double baseScore(JsonNode learner) {
    String text = learner.path("learner_model_param").path("base_score").stringValue();
    return Double.parseDouble(text.replace("[", "").replace("]", ""));
  }

  private static List<Node> nodes(JsonNode tree) {
    JsonNode left = tree.path("left_children");
    JsonNode values = tree.path("split_conditions");
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      float value = (float) values.get(i).doubleValue();
      nodes.add(
          left.get(i).intValue() < 0
              ? new Node.Leaf(value)
              : new Node.Split(
                  tree.path("split_indices").get(i).intValue(),
                  value,
                  left.get(i).intValue(),
                  tree.path("right_children").get(i).intValue(),
                  tree.path("default_left").get(i).intValue() == 1));
    }
    return nodes;
  }
}
