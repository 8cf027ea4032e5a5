package io.millrace.monitoring;

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
    @DefaultValue("") String address) {

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
