package io.millrace.monitoring.storage;

import io.millrace.monitoring.judge.Decision;
import io.millrace.monitoring.judge.Decisions;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.rollout.DecidedTraffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Decisions as blobs, named by their numbers and created if absent. The store is asked beside the
 * caller, who waits a few seconds at most; a store that did not answer is left alone for a while. A
 * claim that goes through after its caller has left is found by the next one, under its own id.
 */
@Component
class BlobDecisions implements Decisions {

  private static final Logger LOG = LoggerFactory.getLogger(BlobDecisions.class);
  private static final Duration WAIT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofSeconds(15);

  private final BlobStore blobs;
  private final Clock clock;
  private final Duration wait;
  private volatile Instant notBefore = Instant.MIN;

  @Autowired
  BlobDecisions(BlobStore blobs, Clock clock) {
    this(blobs, clock, WAIT);
  }

  BlobDecisions(BlobStore blobs, Clock clock, Duration wait) {
    this.blobs = blobs;
    this.clock = clock;
    this.wait = wait;
  }

  @Override
  public Found claim(Decision decision) {
    ProblemName problem = decision.message().problem();
    String path = DecidedTraffic.path(problem, decision.number());
    return beside(
        () ->
            blobs.create(path, DecisionFile.write(decision))
                ? new Found.Here(decision)
                : read(problem, decision.number()));
  }

  @Override
  public Found find(ProblemName problem, int number) {
    return beside(() -> read(problem, number));
  }

  private Found read(ProblemName problem, int number) {
    Optional<byte[]> json = blobs.read(DecidedTraffic.path(problem, number));
    return json.isEmpty()
        ? new Found.Free()
        : new Found.Here(DecisionFile.read(number, json.get()));
  }

  private Found beside(Supplier<Found> asking) {
    if (clock.instant().isBefore(notBefore)) {
      return new Found.Unreachable("the blob store does not answer");
    }
    CompletableFuture<Found> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("decision").start(() -> complete(answer, asking));
    try {
      return answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unreachable(e);
    } catch (TimeoutException e) {
      return unreachable(e);
    } catch (ExecutionException e) {
      return unreachable(e);
    }
  }

  private static void complete(CompletableFuture<Found> answer, Supplier<Found> asking) {
    try {
      answer.complete(asking.get());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private Found unreachable(Exception cause) {
    LOG.warn("The blob store does not say what was decided", cause);
    notBefore = clock.instant().plus(PAUSE);
    return new Found.Unreachable("the blob store does not answer");
  }
}
