package io.millrace.starter.security;

/** What a credential is for. {@code OWNER} may do everything that any other role may. */
public enum Role {
  /** Everything. */
  OWNER,
  /** States problems, trains, reads models and results. */
  DATA_SCIENTIST,
  /** Sends events and ground truth; nothing else. */
  DEVICE,
  /** Calls the inference endpoint; nothing else. */
  APPLICATION,
  /** Reads health, metrics, alerts, rejected events; decides which model version serves. */
  OPERATOR,
  /** Reads problems, models, drift and performance. */
  READER
}
