package io.millrace.monitoring.judge;

import io.millrace.event.Opinion;

/** A pair beside the truth. */
public record Labelled(String truth, Opinion champion, Opinion challenger) {}
