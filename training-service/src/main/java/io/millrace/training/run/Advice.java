package io.millrace.training.run;

import io.millrace.problem.Compute;
import io.millrace.scoring.model.Manifest.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run's use of its share says about the next one's. */
final class Advice {

  /** Below, starting is most of it. */
  private static final double SHORTEST = 5;

  private static final double NEARLY_ALL = 0.9;
  private static final double LITTLE = 0.3;
  private static final double SPARE = 1.5;
  private static final long STEP = 512L << 20;

  private Advice() {}

  /**
   * Plain sentences.
   *
   * @param asked in the problem file
   */
  static List<String> of(Usage used, Compute asked) {
    List<String> advice = new ArrayList<>();
    asked.cores().stream()
        .filter(cores -> cores > used.cores())
        .forEach(cores -> advice.add(ceiling("%d cores".formatted(cores), cores(used.cores()))));
    asked.memory().stream()
        .filter(memory -> memory > used.memory())
        .forEach(memory -> advice.add(ceiling(Sizes.of(memory), Sizes.of(used.memory()))));
    cores(used, advice);
    memory(used, asked, advice);
    return advice;
  }

  private static String ceiling(String asked, String given) {
    return "asked for %s, and got the %s that this service has for trainings"
        .formatted(asked, given);
  }

  private static void cores(Usage used, List<String> advice) {
    if (used.seconds() < SHORTEST || used.cores() == 1) {
      return;
    }
    double busy = used.cpuSeconds() / used.seconds();
    int enough = (int) Math.max(1, Math.ceil(busy - 0.1));
    if (enough < used.cores()) {
      advice.add(
          String.format(
              Locale.ROOT, "used %.1f of %d cores: ask for %d", busy, used.cores(), enough));
    }
  }

  private static void memory(Usage used, Compute asked, List<String> advice) {
    Long peak = used.peakMemory();
    if (peak == null) {
      return;
    }
    double part = (double) peak / used.memory();
    long enough = Math.ceilDiv((long) (SPARE * peak), STEP) * STEP;
    if (part >= NEARLY_ALL) {
      advice.add("peak %s of %s: give more".formatted(Sizes.of(peak), Sizes.of(used.memory())));
    } else if (asked.memory().isPresent() && part <= LITTLE && enough < used.memory()) {
      advice.add(
          "peak %s of %s: ask for %s"
              .formatted(Sizes.of(peak), Sizes.of(used.memory()), Sizes.of(enough)));
    }
  }

  private static String cores(int count) {
    return count == 1 ? "one" : String.valueOf(count);
  }
}
