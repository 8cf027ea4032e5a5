package io.millrace.training.run;

import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.rollout.DecidedTraffic;
import io.millrace.training.register.Announcement;
import io.millrace.training.register.ModelStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a topic that was set up anew of the versions that the store has, and of what was decided
 * about them: whoever restores the store restores what serves. Each problem's mark in the store
 * says which topic was told last; it is told at least once, whatever dies.
 */
final class Retelling {

  /** Older versions than these neither serve nor are gone back to. */
  private static final int MOST = 50;

  private static final Logger LOG = LoggerFactory.getLogger(Retelling.class);

  private final BlobStore blobs;
  private final ModelStore models;
  private final DecidedTraffic decisions;
  private final ControlPublisher publisher;
  private final Supplier<Optional<String>> topic;
  private final Map<ProblemName, String> told = new ConcurrentHashMap<>();

  /**
   * @param topic the broker's id of the models' topic; empty while that is not known
   */
  Retelling(
      BlobStore blobs,
      ModelStore models,
      DecidedTraffic decisions,
      ControlPublisher publisher,
      Supplier<Optional<String>> topic) {
    this.blobs = blobs;
    this.models = models;
    this.decisions = decisions;
    this.publisher = publisher;
    this.topic = topic;
  }

  void look(ProblemName problem) {
    topic
        .get()
        .filter(id -> !id.equals(told.get(problem)))
        .ifPresent(
            id -> {
              tell(problem, id);
              told.put(problem, id);
            });
  }

  private void tell(ProblemName problem, String id) {
    byte[] mark = id.getBytes(StandardCharsets.UTF_8);
    Optional<BlobStore.Tagged> before = blobs.readTagged(path(problem));
    if (before.isPresent()
        && new String(before.get().content(), StandardCharsets.UTF_8).equals(id)) {
      return;
    }
    List<Integer> versions = models.versions(problem).stream().limit(MOST).toList().reversed();
    if (!versions.isEmpty()) {
      LOG.info(
          "{}: the topic of models is new: it is told of {} versions", problem, versions.size());
      versions.forEach(version -> announce(problem, version));
      decisions
          .message(problem)
          .ifPresent(decided -> publisher.publish(decided.message(), decided.correlationId()));
    }
    if (before.isEmpty()) {
      blobs.create(path(problem), mark);
    } else {
      blobs.replace(path(problem), before.get().tag(), mark);
    }
  }

  private void announce(ProblemName problem, int version) {
    Rollout rollout =
        models.brief(problem, version).map(ModelStore.Brief::rollout).orElse(Rollout.MANUAL);
    models
        .find(problem, version)
        .ifPresent(
            stored ->
                publisher.publish(
                    Announcement.of(stored, rollout), stored.manifest().correlationId()));
  }

  private static String path(ProblemName problem) {
    return "problems/%s/models-topic".formatted(problem);
  }
}
