package io.millrace.scoring.model;

/** What the numbers are that a program from elsewhere answers a row with. */
public enum Reading {
  /** Of each class, or of the second of two. */
  PROBABILITIES,
  /** From which the probabilities follow: logits. */
  SCORES,
  /** The predicted number itself. */
  VALUE
}
