package io.millrace.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

class AcknowledgedDispatchTest {

  private final List<String> done = new ArrayList<>();

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
        @Override
        public synchronized void flush() {
          done.add("flushed " + history().size());
          super.flush();
        }

        @Override
        public void close(Duration timeout) {}
      };

  private final Dispatch dispatch = new AcknowledgedDispatch(new KafkaTemplate<>(producers()));

  @Test
  void whatIsLastIsSentWhenTheRestHasArrived() {
    dispatch.sendLast(record("series"));
    dispatch.send(record("predictions"));
    dispatch.send(record("predictions"));
    dispatch.afterwards(() -> done.add("counted"));
    assertThat(done).isEmpty();

    dispatch.complete();

    assertThat(done).containsExactly("flushed 2", "flushed 3", "counted");
    assertThat(producer.history())
        .extracting(ProducerRecord::topic)
        .containsExactly("predictions", "predictions", "series");
  }

  @Test
  void aBatchOfWhichSomethingIsNotTakenHasFailedAndLeavesNothingDone() {
    dispatch.send(record("predictions"));
    dispatch.sendLast(record("series"));
    dispatch.afterwards(() -> done.add("counted"));
    producer.errorNext(new RecordTooLargeException("too large"));

    assertThatThrownBy(dispatch::complete)
        .isInstanceOf(KafkaException.class)
        .hasRootCauseMessage("too large");

    assertThat(done).doesNotContain("counted");
    assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("predictions");
  }

  private static ProducerRecord<String, byte[]> record(String topic) {
    return new ProducerRecord<>(topic, "key", new byte[0]);
  }

  private DefaultKafkaProducerFactory<String, byte[]> producers() {
    return new DefaultKafkaProducerFactory<>(Map.of()) {
      @Override
      public Producer<String, byte[]> createProducer() {
        return producer;
      }
    };
  }
}
