package io.millrace.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class ReadToEndTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void waitsUntilTheEndHasPassed() {
    ReadToEnd toEnd = new ReadToEnd("t", () -> OptionalLong.of(3), LONG);
    Thread reader = Thread.ofVirtual().start(() -> List.of(0L, 1L, 2L).forEach(toEnd::passed));

    assertThat(toEnd.await()).isTrue();
    assertThat(reader).isNotNull();
  }

  @Test
  void anEmptyTopicIsReadAtOnce() {
    assertThat(new ReadToEnd("t", () -> OptionalLong.of(0), LONG).await()).isTrue();
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNotTakenForAnEmptyTopic() {
    Queue<OptionalLong> answers =
        new ArrayDeque<>(List.of(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(1)));
    ReadToEnd toEnd = new ReadToEnd("t", answers::remove, LONG);
    toEnd.passed(0);

    assertThat(toEnd.await()).isTrue();
    assertThat(answers).isEmpty();
  }

  @Test
  void goesOnWhenTheConsumerStandsStillThoughTheBrokerAnswers() {
    ReadToEnd toEnd = new ReadToEnd("t", () -> OptionalLong.of(3), Duration.ofMillis(10));

    assertThat(toEnd.await()).isFalse();
  }

  @Test
  void waitsOnForAConsumerWhoseBrokerIsAway() {
    Queue<OptionalLong> answers =
        new ArrayDeque<>(List.of(OptionalLong.of(1), OptionalLong.empty()));
    ReadToEnd[] toEnd = new ReadToEnd[1];
    toEnd[0] =
        new ReadToEnd(
            "t",
            () -> {
              OptionalLong answer = answers.remove();
              if (answer.isEmpty()) {
                toEnd[0].passed(0); // it is back
              }
              return answer;
            },
            Duration.ofMillis(10));

    assertThat(toEnd[0].await()).isTrue();
  }

  @Test
  void aMessageThatFailsCountsAsHandled() {
    ReadToEnd toEnd = new ReadToEnd("t", () -> OptionalLong.of(1), LONG);
    Consumer<Message<byte[]>> watched =
        toEnd.watch(
            _ -> {
              throw new IllegalStateException("no");
            });
    Message<byte[]> message =
        MessageBuilder.withPayload(new byte[0]).setHeader(KafkaHeaders.OFFSET, 0L).build();

    assertThatIllegalStateException().isThrownBy(() -> watched.accept(message));

    assertThat(toEnd.await()).isTrue();
  }
}
