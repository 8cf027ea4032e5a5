package io.millrace.inference.load;

import io.millrace.event.Role;

/** Who gives an answer: a version, and as what it was asked. */
public record By(int version, Role role) {}
