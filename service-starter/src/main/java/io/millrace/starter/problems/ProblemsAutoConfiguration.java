package io.millrace.starter.problems;

import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.ControlPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.support.KafkaHeaders;
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
  CatalogLoad catalogLoad(KafkaAdmin kafka) {
    return new CatalogLoad(new EndOfTopic(kafka), Duration.ofSeconds(30));
  }

  @Bean
  Consumer<Message<byte[]>> problemCatalog(
      ControlCodec codec,
      LiveProblemCatalog catalog,
      CatalogLoad load,
      ControlPublisher publisher,
      Clock clock) {
    CatalogFeed feed = new CatalogFeed(catalog, publisher, clock);
    Consumer<Message<byte[]>> consumer = codec.consumer(feed::on);
    return message -> {
      try {
        consumer.accept(message);
      } finally {
        if (message.getHeaders().get(KafkaHeaders.OFFSET) instanceof Long offset) {
          load.passed(offset);
        }
      }
    };
  }
}
