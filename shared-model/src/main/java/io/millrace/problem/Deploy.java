package io.millrace.problem;

/** Step 5: how a registered model comes into use. */
public record Deploy(Rollout rollout) {}
