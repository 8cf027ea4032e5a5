package io.millrace.starter.problems;

import io.millrace.message.Topics;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.ReadToEnd;
import java.time.Clock;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.messaging.Message;

/** The catalog, for services that list {@code problemCatalog} among their functions. */
@AutoConfiguration(afterName = "io.millrace.starter.messaging.MessagingAutoConfiguration")
@ConditionalOnExpression("'${spring.cloud.function.definition:}'.contains('problemCatalog')")
class ProblemsAutoConfiguration {

  @Bean
  LiveProblemCatalog problems() {
    return new LiveProblemCatalog();
  }

  @Bean
  CatalogReading catalogReading(
      KafkaAdmin kafka,
      ControlCodec codec,
      LiveProblemCatalog catalog,
      ControlPublisher publisher,
      Clock clock) {
    return new CatalogReading(
        ReadToEnd.of(kafka, Topics.PROBLEMS),
        codec.consumer(new CatalogFeed(catalog, publisher, clock)::on));
  }

  @Bean
  CatalogLoad catalogLoad(CatalogReading reading) {
    return new CatalogLoad(reading.toEnd());
  }

  @Bean
  Consumer<Message<byte[]>> problemCatalog(CatalogReading reading) {
    return reading.toEnd().watch(reading.consumer());
  }

  /** One reader of the topic, and who watches it. */
  record CatalogReading(ReadToEnd toEnd, Consumer<Message<byte[]>> consumer) {}
}
