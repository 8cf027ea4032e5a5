package io.millrace.training.lineage;

import io.openlineage.client.transports.ApiKeyTokenProvider;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import io.openlineage.client.transports.KafkaConfig;
import io.openlineage.client.transports.KafkaTransport;
import io.openlineage.client.transports.NoopTransport;
import io.openlineage.client.transports.Transport;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** The client's own ways to a receiver, none of which waits longer than the settings say. */
final class Transports {

  private Transports() {}

  /**
   * @param kafka the producer's properties that the service has anyway
   */
  static Transport of(LineageSettings settings, Map<String, Object> kafka) {
    return switch (settings.to()) {
      case NONE -> new NoopTransport();
      case HTTP -> new HttpTransport(http(settings));
      case KAFKA -> new KafkaTransport(kafka(settings, kafka));
    };
  }

  private static HttpConfig http(LineageSettings settings) {
    HttpConfig config = new HttpConfig();
    config.setUrl(settings.http().url());
    config.setEndpoint(settings.http().endpoint());
    config.setTimeoutInMillis((int) settings.timeout().toMillis());
    String key = settings.http().apiKey();
    if (key != null) {
      ApiKeyTokenProvider token = new ApiKeyTokenProvider();
      token.setApiKey(key);
      config.setAuth(token);
    }
    return config;
  }

  private static KafkaConfig kafka(LineageSettings settings, Map<String, Object> kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    String millis = Long.toString(settings.timeout().toMillis());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
    properties.putAll(settings.kafka().properties());
    return new KafkaConfig(settings.kafka().topic(), null, properties);
  }
}
