package io.millrace.inference.score;

import io.millrace.event.EventId;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.inference.load.By;
import io.millrace.scoring.model.Scores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Who answers each row of a batch, and what the others that were asked about it said. */
public final class Verdicts {

  private final Said lead;
  private final List<Said> others;
  private final boolean leadOnly;

  private Verdicts(Said lead, List<Said> others, boolean leadOnly) {
    this.lead = lead;
    this.others = others;
    this.leadOnly = leadOnly;
  }

  /** Of one version, beside which none was asked. */
  public static Verdicts of(By by, Scored scored) {
    return new Verdicts(Said.all(by, scored), List.of(), false);
  }

  /** The same, and what more were asked about it. */
  Verdicts beside(List<Said> more) {
    return more.isEmpty()
        ? this
        : new Verdicts(lead, Stream.concat(others.stream(), more.stream()).toList(), leadOnly);
  }

  /** The same, answered by one version: the canary where it answers every row, else the lead. */
  public Verdicts whole() {
    Optional<Said> canary = others.stream().filter(said -> isWholly(said)).findFirst();
    return canary.isPresent() ? this : new Verdicts(lead, others, true);
  }

  private boolean isWholly(Said said) {
    return said.by().role() == Role.CANARY
        && said.answers() == size()
        && scored(said).scores().classes().equals(scored(lead).scores().classes());
  }

  /** Who answers whatever no other does. */
  public By lead() {
    return lead.by();
  }

  public int size() {
    return lead.places().length;
  }

  /** Whether some version has an answer to give. */
  public boolean isAnswered(int row) {
    return answering(row).isAnswer(row);
  }

  public By by(int row) {
    return answering(row).by();
  }

  /** What holds a row's answer. */
  public Scored scored(int row) {
    return scored(answering(row));
  }

  /** The answers to all rows, in their order, where one version gives them. */
  public Scores scores() {
    return scored(size() == 0 ? lead : answering(0)).scores();
  }

  /** The place of a row in {@link #scored(int)}. */
  public int place(int row) {
    return answering(row).places()[row];
  }

  /** What was said and is not answered. */
  public List<Opinion> beside(int row) {
    if (others.isEmpty()) {
      return List.of();
    }
    Said answering = answering(row);
    List<Opinion> opinions = new ArrayList<>(others.size());
    if (answering != lead) {
      opinions.add(lead.opinion(row));
    }
    for (Said other : others) {
      if (other != answering && other.wasAsked(row)) {
        opinions.add(other.opinion(row));
      }
    }
    return opinions;
  }

  public Prediction prediction(int row, EventId id) {
    return scored(row).prediction(place(row), id, by(row).role(), beside(row));
  }

  /** How many rows have an answer. */
  public int answered() {
    return counts().values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many rows each version answers. */
  public Map<By, Integer> counts() {
    if (others.isEmpty()) {
      return Map.of(lead.by(), lead.answers());
    }
    Map<By, Integer> counts = new LinkedHashMap<>();
    for (int row = 0; row < size(); row++) {
      if (isAnswered(row)) {
        counts.merge(by(row), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** When a row's event was. */
  public Instant time(int row) {
    return Instant.ofEpochMilli(scored(row).rows().epochMillis()[place(row)]);
  }

  /** Who answers all rows that have an answer, the lead where none has; empty for several. */
  public Optional<By> single() {
    Map<By, Integer> counts = counts();
    return switch (counts.size()) {
      case 0 -> Optional.of(lead.by());
      case 1 -> counts.keySet().stream().findFirst();
      default -> Optional.empty();
    };
  }

  private Said answering(int row) {
    if (!leadOnly) {
      for (Said other : others) {
        if (other.by().role() == Role.CANARY && other.isAnswer(row)) {
          return other;
        }
      }
    }
    return lead;
  }

  private static Scored scored(Said said) {
    return Objects.requireNonNull(said.scored());
  }
}
