package io.millrace.training.forecast;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is learned from, chosen by, and measured on.
 *
 * @param fitting what algorithms learn from while they are tried
 * @param all what a chosen one learns from: the values before the holdout
 */
record Ground(
    Terrain terrain,
    List<Origin> fitting,
    List<Origin> validation,
    List<Origin> all,
    List<Origin> holdout) {

  private static final Logger LOG = LoggerFactory.getLogger(Ground.class);

  private static final int MOST_FITTING = 20_000;
  private static final int MOST_VALIDATION = 500;
  private static final int MOST_HOLDOUT = 3_000;
  private static final int FEWEST_FITTING = 50;
  private static final int FEWEST_JUDGED = 10;

  static Ground of(Terrain terrain, Optional<Serving> serving) {
    Origins origins = terrain.origins();
    long from = terrain.holdoutFrom();
    Ground ground =
        new Ground(
            terrain,
            origins.toLearnFrom(terrain.validationFrom(), MOST_FITTING),
            origins.toJudgeFrom(terrain.validationFrom(), from, MOST_VALIDATION),
            origins.toLearnFrom(from, MOST_FITTING),
            origins.toJudgeFrom(unseenFrom(from, serving), Long.MAX_VALUE, MOST_HOLDOUT));
    LOG.info(
        "a step of {} ms, a season of {}, a context of {}; {} origins to learn from, {} to validate, {} held out",
        terrain.plan().stepMillis(),
        terrain.plan().season(),
        terrain.plan().context(),
        ground.fitting.size(),
        ground.validation.size(),
        ground.holdout.size());
    return ground;
  }

  /** No value that what serves has learned from. */
  private static long unseenFrom(long holdoutFrom, Optional<Serving> serving) {
    return serving
        .map(model -> Math.max(holdoutFrom, model.fresh().toEpochMilli()))
        .orElse(holdoutFrom);
  }

  /** What there is too little of, in a plain sentence; empty where it suffices. */
  Optional<String> lack() {
    if (fitting.size() >= FEWEST_FITTING
        && validation.size() >= FEWEST_JUDGED
        && holdout.size() >= FEWEST_JUDGED) {
      return Optional.empty();
    }
    return Optional.of(
        ("a context of %d values and a horizon of %d fit %d times into the part to learn from, "
                + "%d times into the one to validate on, %d times into the holdout; "
                + "%d, %d and %d are needed")
            .formatted(
                terrain.plan().context(),
                terrain.plan().horizon(),
                fitting.size(),
                validation.size(),
                holdout.size(),
                FEWEST_FITTING,
                FEWEST_JUDGED,
                FEWEST_JUDGED));
  }
}
