package io.millrace.monitoring.judge;

import io.millrace.problem.ProblemName;
import java.util.Map;
import java.util.TreeMap;

/** A store of decisions that lasts as long as a test. */
public final class DecisionsInMemory implements Decisions {

  public final Map<Integer, Decision> made = new TreeMap<>();

  /** Whether it does not answer. */
  public boolean away;

  @Override
  public Found claim(Decision decision) {
    if (away) {
      return new Found.Unreachable("away");
    }
    made.putIfAbsent(decision.number(), decision);
    return new Found.Here(made.get(decision.number()));
  }

  @Override
  public Found find(ProblemName problem, int number) {
    if (away) {
      return new Found.Unreachable("away");
    }
    Decision decision = made.get(number);
    return decision == null ? new Found.Free() : new Found.Here(decision);
  }
}
