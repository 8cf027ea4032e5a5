package io.millrace.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What a network does first: categories of more than a few values become embeddings, all other
 * columns stay as they are. An embedding is a matrix that the category's one-hot block is
 * multiplied with, so a category that no training row had is the embedding 0.
 */
final class EntryLayer {

  /** AutoGluon's. Fewer are left one-hot. */
  private static final int FEWEST_CATEGORIES = 5;

  private final List<Piece> pieces;

  /**
   * Neighbouring columns.
   *
   * @param table the embeddings, a row for each column; null where there are none
   */
  private record Piece(Block columns, @org.jspecify.annotations.Nullable NDArray table) {
    int outputs() {
      return table == null ? columns.size() : embeddingSize(columns.size());
    }
  }

  /**
   * @param tables gives a matrix of so many rows and columns to begin with
   */
  EntryLayer(int width, List<Block> blocks, BiFunction<Integer, Integer, NDArray> tables) {
    pieces = new ArrayList<>();
    int from = 0;
    for (Block block : embedded(blocks)) {
      if (block.from() > from) {
        pieces.add(new Piece(new Block(from, block.from()), null));
      }
      pieces.add(new Piece(block, tables.apply(block.size(), embeddingSize(block.size()))));
      from = block.to();
    }
    if (from < width) {
      pieces.add(new Piece(new Block(from, width), null));
    }
  }

  /** Those that get an embedding. */
  static List<Block> embedded(List<Block> blocks) {
    return blocks.stream().filter(block -> block.size() >= FEWEST_CATEGORIES).toList();
  }

  /** The rule of fastai and AutoGluon. */
  static int embeddingSize(int categories) {
    return Math.toIntExact(Math.round(1.6 * Math.pow(categories, 0.56)));
  }

  int outputs() {
    return pieces.stream().mapToInt(Piece::outputs).sum();
  }

  NDArray apply(NDArray features) {
    if (pieces.stream().allMatch(piece -> piece.table() == null)) {
      return features;
    }
    long[] ends = pieces.stream().mapToLong(piece -> piece.columns().to()).toArray();
    NDList parts = features.split(java.util.Arrays.copyOf(ends, ends.length - 1), 1);
    NDList found = new NDList();
    for (int i = 0; i < pieces.size(); i++) {
      NDArray table = pieces.get(i).table();
      found.add(table == null ? parts.get(i) : parts.get(i).matMul(table));
    }
    return NDArrays.concat(found, 1);
  }

  /**
   * The weights of a dense layer that does this layer's work and that of the dense layer after it.
   *
   * @param weights of the layer after: {@link #outputs()} for each of its units
   */
  float[] foldedInto(float[] weights, int units) {
    int width = pieces.getLast().columns().to();
    float[] folded = new float[units * width];
    int input = 0;
    for (Piece piece : pieces) {
      NDArray table = piece.table();
      float[] values = table == null ? new float[0] : table.toFloatArray();
      for (int unit = 0; unit < units; unit++) {
        int from = unit * outputs() + input;
        for (int i = 0; i < piece.columns().size(); i++) {
          folded[unit * width + piece.columns().from() + i] =
              table == null ? weights[from + i] : dot(weights, from, values, i, piece.outputs());
        }
      }
      input += piece.outputs();
    }
    return folded;
  }

  private static float dot(float[] weights, int from, float[] table, int row, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += (double) weights[from + i] * table[row * size + i];
    }
    return (float) sum;
  }
}
