package io.millrace.starter.problems;

import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.ProblemApplied;
import io.millrace.message.ProblemDeleted;
import io.millrace.problem.ProblemError;
import io.millrace.problem.ProblemFile;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import java.time.Clock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a message on the problems' topic does to the catalog. */
final class CatalogFeed {

  /** The kind of the alert about a definition that no longer reads. */
  static final String KIND = "problem-unreadable";

  private static final int MAX_ERRORS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(CatalogFeed.class);

  private final LiveProblemCatalog catalog;
  private final ControlPublisher publisher;
  private final Clock clock;

  CatalogFeed(LiveProblemCatalog catalog, ControlPublisher publisher, Clock clock) {
    this.catalog = catalog;
    this.publisher = publisher;
    this.clock = clock;
  }

  void on(ControlMessage message, EventContext context) {
    if (message instanceof ProblemApplied applied) {
      apply(applied, context);
    } else if (message instanceof ProblemDeleted deleted) {
      catalog.delete(deleted.problem());
    }
  }

  private void apply(ProblemApplied applied, EventContext context) {
    switch (ProblemFile.read(applied.definition())) {
      case ProblemFile.Accepted(var problem) ->
          catalog.apply(new VersionedProblem(problem, applied.version(), applied.definition()));
      case ProblemFile.Refused refused -> refuse(applied, refused, context);
    }
  }

  /** It read once, under an earlier Millrace: whatever stood before it goes on. */
  private void refuse(ProblemApplied applied, ProblemFile.Refused refused, EventContext context) {
    String text =
        "Version %d of the problem %s no longer reads and is left out; apply it anew. %s"
            .formatted(applied.version(), applied.problem(), shown(refused));
    LOG.error(text);
    try {
      publisher.publish(
          new Alert(applied.problem(), Alert.Severity.CRITICAL, KIND, text, clock.instant()),
          context.correlationId());
    } catch (RuntimeException e) {
      LOG.error("The alert about the problem {} could not be sent", applied.problem(), e);
    }
  }

  private static String shown(ProblemFile.Refused refused) {
    return refused.errors().stream()
        .limit(MAX_ERRORS)
        .map(ProblemError::toString)
        .collect(Collectors.joining("; "));
  }
}
