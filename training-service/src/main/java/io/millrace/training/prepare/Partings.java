package io.millrace.training.prepare;

import io.millrace.problem.Prepare;
import io.millrace.problem.Prepare.By;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the training part is parted: in time, or drawn where the holdout is drawn.
 *
 * @param scheme in a few words
 */
record Partings(String scheme, List<Parting> all) {

  /** Of fewer rows, one split says too little: then there are folds. */
  static final int FEW_ROWS = 2000;

  private static final int DEFAULT_FOLDS = 5;
  private static final double LARGEST_SHARE = 0.5;

  /** Of as many rows as the holdout, where that counts rows. */
  private static final int BLOCKS = 4;

  private static final double DEFAULT_SHARE = 0.2;

  /** Of the few rows since a drift, so many are judged, but half of them at most. */
  private static final double TELLING = 100;

  /**
   * @param changed the position of the first row since a drift: then only later rows are judged
   */
  static Partings of(Pool pool, Prepare prepare, long seed, OptionalInt changed) {
    List<Parting> blocks = changed.isEmpty() ? latestBlocks(pool, prepare) : List.of();
    if (blocks.size() >= 2) {
      return new Partings("rolling origin, %d latest blocks".formatted(blocks.size()), blocks);
    }
    boolean folds = changed.isEmpty() && wantsFolds(prepare.validation(), pool.size());
    double share =
        prepare.validation() instanceof Prepare.Validation.Share(double told)
            ? told
            : changed.isEmpty() ? DEFAULT_SHARE : shareOf(pool.size() - changed.getAsInt());
    int count =
        prepare.validation() instanceof Prepare.Validation.Folds(int told) ? told : DEFAULT_FOLDS;
    Partings made =
        prepare.holdout().by() == By.LATEST
            ? inTime(new Chronological(pool), folds, count, share, changed.orElse(0))
            : drawn(pool, prepare.holdout().by(), seed, folds, count, share, changed.orElse(0));
    return made.all.isEmpty() ? new Partings("too few rows, or too alike", List.of()) : made;
  }

  private static double shareOf(int since) {
    return Math.clamp(TELLING / Math.max(1, since), DEFAULT_SHARE, LARGEST_SHARE);
  }

  /** As the model will be used, where the holdout says for how many rows that is. */
  private static List<Parting> latestBlocks(Pool pool, Prepare prepare) {
    return prepare.validation() instanceof Prepare.Validation.Automatic
            && prepare.holdout().size() instanceof Prepare.Size.Rows(int block)
            && pool.size() >= 2 * BLOCKS * block
        ? new Chronological(pool).rollingOrigin(BLOCKS, block)
        : List.of();
  }

  private static boolean wantsFolds(Prepare.Validation validation, int rows) {
    return switch (validation) {
      case Prepare.Validation.Automatic _ -> rows < FEW_ROWS;
      case Prepare.Validation.Folds _ -> true;
      case Prepare.Validation.Share _ -> false;
    };
  }

  /**
   * Where hardly a fold shows two classes, the tail that shows all of them; where no tail does (in
   * a weekend nobody comes), the folds that there are.
   */
  private static Partings inTime(
      Chronological rows, boolean folds, int count, double share, int first) {
    List<Parting> rolling = first == 0 ? rows.rollingOrigin(count) : List.of();
    Optional<Parting> tail = rows.tail(share, first);
    return (folds && rolling.size() >= 2) || tail.isEmpty()
        ? new Partings("rolling origin, %d folds".formatted(rolling.size()), rolling)
        : new Partings(
            "the latest %,d rows".formatted(tail.get().judging().length), List.of(tail.get()));
  }

  private static Partings drawn(
      Pool pool, By by, long seed, boolean folds, int count, double share, int first) {
    Drawn draw = new Drawn(pool, by == By.STRATIFIED, seed);
    List<Parting> all = folds ? draw.folds(count) : draw.share(share, first);
    int judged = all.stream().mapToInt(parting -> parting.judging().length).sum();
    String scheme =
        folds
            ? "%d %s folds".formatted(all.size(), by.word())
            : "%,d %s rows".formatted(judged, by.word());
    return new Partings(scheme, all);
  }
}
