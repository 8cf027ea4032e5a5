package io.millrace.monitoring;

import io.millrace.monitoring.judge.Rules;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of this service.
 *
 * @param stateDir a local copy of the state; it is restored from the broker where it is lost
 * @param partitions over how many the problems are spread; fixed once the service has run
 * @param commitInterval how often results are committed; a verdict is visible after two of them
 * @param pending how many events of a problem are remembered for joining predictions and truth
 * @param retention how long an event is remembered for that
 * @param alerts how many alerts can be read
 * @param standbys how many further instances keep a copy of the state, so as to take over at once
 * @param address {@code host:port} under which the other instances reach this one; empty for this
 *     machine's own
 * @param rollout when a challenger is promoted or rolled back
 */
@ConfigurationProperties("millrace.monitoring")
public record MonitoringSettings(
    @DefaultValue(".millrace/monitoring-state") Path stateDir,
    @DefaultValue("1") int partitions,
    @DefaultValue("200ms") Duration commitInterval,
    @DefaultValue("200000") int pending,
    @DefaultValue("30d") Duration retention,
    @DefaultValue("500") int alerts,
    @DefaultValue("1") int standbys,
    @DefaultValue("") String address,
    @DefaultValue RolloutRules rollout) {

  /** As {@link Rules} has them. */
  public record RolloutRules(
      @DefaultValue("0.05") double alpha,
      @DefaultValue("20") int failures,
      @DefaultValue("0.01") double failureShare,
      @DefaultValue("2") double slowdown,
      @DefaultValue("200us") Duration slowFrom,
      @DefaultValue("100") int slowCalls,
      @DefaultValue("2") int patience,
      @DefaultValue("5") int giveUp,
      @DefaultValue("0.8") double agreement,
      @DefaultValue("0.2") double shift) {

    public RolloutRules {
      within("alpha", alpha, 0.5);
      within("failure-share", failureShare, 1);
      within("agreement", agreement, 1);
      within("shift", shift, 10);
      atLeastOne("rollout.failures", failures);
      atLeastOne("rollout.slow-calls", slowCalls);
      atLeastOne("rollout.patience", patience);
      atLeast(patience, "rollout.give-up", giveUp);
      if (!(slowdown > 1)) {
        throw new IllegalArgumentException(
            "millrace.monitoring.rollout.slowdown: found %s; allowed: more than 1"
                .formatted(slowdown));
      }
    }

    private static void within(String key, double found, double most) {
      if (!(found > 0 && found <= most)) {
        throw new IllegalArgumentException(
            "millrace.monitoring.rollout.%s: found %s; allowed: more than 0, at most %s"
                .formatted(key, found, most));
      }
    }

    public Rules rules() {
      return new Rules(
          alpha,
          failures,
          failureShare,
          slowdown,
          slowFrom.toNanos() / 1e3,
          slowCalls,
          patience,
          giveUp,
          agreement,
          shift);
    }
  }

  public MonitoringSettings {
    atLeastOne("partitions", partitions);
    atLeastOne("pending", pending);
    atLeastOne("alerts", alerts);
    atLeastOne("commit-interval", commitInterval.toMillis());
    atLeastOne("retention", retention.toMillis());
    atLeast(0, "standbys", standbys);
    if (!address.isEmpty() && !address.matches("[^\\s:/]+:\\d{1,5}|\\[[0-9a-fA-F:]+]:\\d{1,5}")) {
      throw new IllegalArgumentException(
          "millrace.monitoring.address: found %s; allowed: host:port".formatted(address));
    }
  }

  private static void atLeastOne(String key, long found) {
    atLeast(1, key, found);
  }

  private static void atLeast(long least, String key, long found) {
    if (found < least) {
      throw new IllegalArgumentException(
          "millrace.monitoring.%s: found %d; allowed: %d or more".formatted(key, found, least));
    }
  }
}
