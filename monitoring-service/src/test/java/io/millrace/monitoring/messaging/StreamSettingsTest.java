package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.monitoring.MonitoringSettings;
import io.millrace.starter.messaging.Guarantee;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class StreamSettingsTest {

  private static final String SESSION = "main.consumer.session.timeout.ms";

  @Test
  void aKilledInstanceIsMissedAfterFifteenSeconds() {
    assertThat(of(Map.of()).get(SESSION)).isEqualTo(15_000);
  }

  @Test
  void whatAnOperatorSetsForTheClientsWins() {
    assertThat(of(Map.of(SESSION, "6000")).get(SESSION)).isEqualTo("6000");
  }

  @Test
  void thatVerdictsAreCommittedOnceIsNoSetting() {
    assertThat(of(Map.of(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "at_least_once")))
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
  }

  @Test
  void withoutExactlyOnceNoProducerAsksForWhatTheBrokerDoesNotHave() {
    assertThat(of(Map.of(), Guarantee.AT_LEAST_ONCE))
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE)
        .containsEntry("producer.enable.idempotence", false)
        .containsEntry("producer.max.in.flight.requests.per.connection", 1);
  }

  private static Properties of(Map<String, Object> clients) {
    return of(clients, Guarantee.EXACTLY_ONCE);
  }

  private static Properties of(Map<String, Object> clients, Guarantee guarantee) {
    MonitoringSettings settings =
        Binder.get(new MockEnvironment())
            .bindOrCreate("millrace.monitoring", MonitoringSettings.class);
    return StreamSettings.of(clients, settings, guarantee, 1, 8084);
  }
}
