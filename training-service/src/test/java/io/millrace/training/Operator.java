package io.millrace.training;

import io.millrace.message.TrafficChanged;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Traffic;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.rollout.DecidedTraffic;
import java.time.Instant;
import java.util.Map;

/** Decides who answers, as monitoring does for operators: by a file in the store. */
public final class Operator {

  private Operator() {}

  public static void decides(BlobStore blobs, ProblemName problem, Traffic traffic) {
    TrafficChanged message =
        new TrafficChanged(problem, "no reason was given", "ann", traffic, Instant.now());
    blobs.create(
        DecidedTraffic.path(problem, traffic.decision()),
        MillraceJson.mapper().writeValueAsBytes(Map.of("specversion", "1.0", "data", message)));
  }
}
