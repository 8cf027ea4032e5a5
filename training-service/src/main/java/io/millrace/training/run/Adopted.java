package io.millrace.training.run;

import io.millrace.training.register.ModelStore;
import java.util.List;

/** What became of a model that was brought. */
public sealed interface Adopted {

  /**
   * @param classes in the order of its probabilities; empty for a number
   */
  record Registered(ModelStore.Stored stored, List<String> classes) implements Adopted {}

  /**
   * @param reason what was found, and what is allowed
   */
  record Refused(String reason) implements Adopted {}

  /** Another is being looked at. */
  record Busy() implements Adopted {}
}
