package io.millrace.training.card;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the template shows: a card with its numbers written for people.
 *
 * @param columns the names over the cells of {@code metrics}
 * @param split how the rows were held out; null where it is not known
 * @param decision by which probability one of two classes is answered; null where by the highest
 */
record View(
    ModelCard card,
    String title,
    String registered,
    List<Pair> headline,
    boolean hasWarnings,
    String heldOut,
    String heldOutFrom,
    String heldOutTo,
    @Nullable String split,
    List<String> columns,
    List<Row> metrics,
    @Nullable String decision,
    boolean hasPlots,
    List<Plot> plots,
    @Nullable Confusion confusion,
    @Nullable Residuals residuals,
    @Nullable Importances importance,
    String unmeasured,
    List<Pair> data,
    String features,
    boolean hasPreparation,
    List<Row> candidates,
    List<Pair> parameters,
    List<Pair> lineage,
    List<Pair> digests,
    List<Pair> environment) {

  record Pair(String name, String value) {}

  /**
   * @param first whether it is the one that counts
   */
  record Row(String name, List<String> cells, boolean first) {}

  record Confusion(List<String> answered, List<Truth> rows) {}

  record Truth(String truth, List<Cell> cells) {}

  /**
   * @param share of its row, in percent, as far as it is shaded
   */
  record Cell(String count, String share) {}

  record Residuals(List<String> shares, List<String> values) {}

  /**
   * @param more what is left out; null where nothing is
   */
  record Importances(
      String metric, String rows, int repeats, List<Bar> bars, @Nullable String more) {}

  /**
   * @param width in percent of the longest
   */
  record Bar(String feature, String loss, String deviation, String width) {}
}
