package io.millrace.monitoring.storage;

import io.millrace.monitoring.observe.Baselines;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.baseline.Baseline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Keeps the baselines used latest. One that is not there is fetched beside the caller, who waits a
 * few seconds at most; while the store does not answer, callers are told so at once, and it is
 * asked again after a while that grows.
 */
@Component
class BlobBaselines implements Baselines {

  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private static final Duration WAIT = Duration.ofSeconds(3);
  private static final int KEPT = 32;

  private record Key(ProblemName problem, int version) {}

  private final BaselineReader reader;
  private final Clock clock;
  private final Duration wait;
  private final Map<Key, CompletableFuture<Found>> underway = new HashMap<>();
  private final Map<Key, Baseline> cache =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Baseline> eldest) {
          return size() > KEPT;
        }
      };
  private Duration pause = FIRST_PAUSE;
  private Instant notBefore = Instant.MIN;
  private String reason = "";

  @Autowired
  BlobBaselines(BaselineReader reader, Clock clock) {
    this(reader, clock, WAIT);
  }

  BlobBaselines(BaselineReader reader, Clock clock, Duration wait) {
    this.reader = reader;
    this.clock = clock;
    this.wait = wait;
  }

  @Override
  public Found find(ProblemName problem, int version) {
    Key key = new Key(problem, version);
    CompletableFuture<Found> fetch;
    synchronized (this) {
      Baseline cached = cache.get(key);
      if (cached != null) {
        return new Found.Here(cached);
      }
      if (clock.instant().isBefore(notBefore)) {
        return new Found.Unreachable(reason);
      }
      fetch = underway.computeIfAbsent(key, this::fetch);
    }
    return settle(key, await(fetch));
  }

  private CompletableFuture<Found> fetch(Key key) {
    CompletableFuture<Found> fetch = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("baseline")
        .start(
            () -> {
              try {
                fetch.complete(reader.read(key.problem(), key.version()));
              } catch (Throwable e) {
                fetch.complete(new Found.Unreachable(e.toString()));
                throw e;
              }
            });
    return fetch;
  }

  private @Nullable Found await(CompletableFuture<Found> fetch) {
    try {
      return fetch.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param found null where the fetch goes on
   */
  private synchronized Found settle(Key key, @Nullable Found found) {
    if (found != null) {
      underway.remove(key);
    }
    return switch (found) {
      case Found.Here here -> {
        cache.put(key, here.baseline());
        pause = FIRST_PAUSE;
        yield here;
      }
      case Found.Absent absent -> {
        pause = FIRST_PAUSE;
        yield absent;
      }
      case Found.Unreachable unreachable -> giveUp(unreachable.reason());
      case null -> giveUp("the blob store does not answer");
    };
  }

  private Found giveUp(String why) {
    reason = why;
    notBefore = clock.instant().plus(pause);
    Duration next = pause.multipliedBy(2);
    pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    return new Found.Unreachable(why);
  }
}
