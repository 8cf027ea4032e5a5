package io.millrace.starter.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TracesTest {

  private static final String ONE = "0af7651916cd43dd8448eb211c80319c";
  private static final String OTHER = "1af7651916cd43dd8448eb211c80319c";
  private static final String SENDER = "b7ad6b7169203331";

  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private final Traces traces =
      Traces.of(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .setSampler(Sampler.parentBased(new SampledWithLinks(Sampler.alwaysOff())))
                      .addSpanProcessor(SimpleSpanProcessor.create(exported))
                      .build())
              .build());

  @Test
  void whatComesOfAMessageContinuesItsTrace() {
    ConsumerRecord<String, byte[]> event = message(7, traced(ONE, true));
    Headers prediction = new RecordHeaders();

    try (TracedBatch batch = traces.batch(List.of(message(6), event))) {
      batch.follow(event, 3, prediction);
    }

    SpanData own = span(ONE);
    assertThat(own.getParentSpanId()).isEqualTo(SENDER);
    assertThat(own.getName()).isEqualTo("process events");
    assertThat(own.getAttributes().asMap())
        .containsEntry(Tags.OFFSET, 7L)
        .containsEntry(Tags.PARTITION, "2")
        .containsEntry(Tags.MODEL_VERSION, 3L);
    assertThat(parents(prediction)).containsExactly("00-%s-%s-01".formatted(ONE, own.getSpanId()));
  }

  @Test
  void aBatchIsATraceOfItsOwnWithALinkToEachThatIsRecorded() {
    try (TracedBatch _ =
        traces.batch(
            List.of(message(1), message(2, traced(ONE, true)), message(3, traced(OTHER, true))))) {
      assertThat(TraceHeaders.isTraced()).isTrue();
    }

    assertThat(exported.getFinishedSpanItems()).hasSize(1);
    SpanData batch = exported.getFinishedSpanItems().getFirst();
    assertThat(batch.getParentSpanContext().isValid()).isFalse();
    assertThat(batch.getLinks())
        .extracting(link -> link.getSpanContext().getTraceId())
        .containsExactly(ONE, OTHER);
    assertThat(batch.getAttributes().asMap()).containsEntry(Tags.BATCH_SIZE, 3L);
    assertThat(TraceHeaders.isTraced()).isFalse();
  }

  @Test
  void oneThatIsNotRecordedCostsNoSpanAndNoHeader() {
    ConsumerRecord<String, byte[]> event = message(7, traced(ONE, false));
    Headers prediction = new RecordHeaders();

    try (TracedBatch batch = traces.batch(List.of(event, message(8), message(9, "nonsense")))) {
      batch.follow(event, 3, prediction);
      TraceHeaders.write(prediction);
    }
    traces.message("events", HeaderTexts.of(event.headers())).close();

    assertThat(exported.getFinishedSpanItems()).isEmpty();
    assertThat(prediction).isEmpty();
  }

  @Test
  void offLooksAtNothing() {
    ConsumerRecord<String, byte[]> event = message(7, traced(ONE, true));
    Headers prediction = new RecordHeaders();

    try (TracedBatch batch = Traces.off().batch(List.of(event));
        TracedWork _ = Traces.off().message("events", HeaderTexts.of(event.headers()))) {
      batch.follow(event, 3, prediction);
      TraceHeaders.write(prediction);
    }

    assertThat(prediction).isEmpty();
  }

  @Test
  void ofALargeBatchLaterMessagesGoOnWithoutASpan() {
    List<ConsumerRecord<String, byte[]>> many =
        IntStream.rangeClosed(0, Traces.MOST).mapToObj(i -> message(i, traced(ONE, true))).toList();
    Headers last = new RecordHeaders();

    try (TracedBatch batch = traces.batch(many)) {
      many.forEach(message -> batch.follow(message, 1, last));
    }

    assertThat(exported.getFinishedSpanItems()).hasSize(Traces.MOST + 1);
    assertThat(parents(last)).containsExactly(traced(ONE, true));
  }

  @Test
  void gatheredMessagesAreLinkedByWhatTheyWereWorkedOnIn() {
    Headers block = new RecordHeaders();
    for (String trace : List.of(ONE, OTHER)) {
      try (TracedWork _ =
          traces.message(
              "predictions", HeaderTexts.of(message(1, traced(trace, true)).headers()))) {
        TraceHeaders.gather(block);
      }
    }
    Headers verdict = new RecordHeaders();

    try (TracedWork _ = traces.gathered("predictions", 2, block)) {
      TraceHeaders.write(verdict);
    }

    SpanData watch = exported.getFinishedSpanItems().getLast();
    assertThat(watch.getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly(span(ONE).getSpanId(), span(OTHER).getSpanId());
    assertThat(parents(verdict))
        .singleElement()
        .asString()
        .startsWith("00-%s-%s-".formatted(watch.getTraceId(), watch.getSpanId()));
  }

  @Test
  void workThatAnotherThreadDoesStaysInItsTrace() throws InterruptedException {
    Headers prediction = new RecordHeaders();
    Runnable later;
    try (TracedWork _ =
        traces.message("events", HeaderTexts.of(message(1, traced(ONE, true)).headers()))) {
      later = TraceHeaders.here(() -> TraceHeaders.write(prediction));
    }

    Thread.ofVirtual().start(later).join();

    assertThat(parents(prediction)).singleElement().asString().contains(ONE);
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  private SpanData span(String trace) {
    return exported.getFinishedSpanItems().stream()
        .filter(span -> span.getTraceId().equals(trace))
        .findFirst()
        .orElseThrow();
  }

  private static String traced(String trace, boolean sampled) {
    return "00-%s-%s-0%d".formatted(trace, SENDER, sampled ? 1 : 0);
  }

  private static ConsumerRecord<String, byte[]> message(long offset, String... parents) {
    ConsumerRecord<String, byte[]> message =
        new ConsumerRecord<>("events", 2, offset, "room", new byte[0]);
    Stream.of(parents)
        .forEach(parent -> message.headers().add(TraceHeaders.PARENT, parent.getBytes(UTF_8)));
    return message;
  }

  private static List<String> parents(Headers headers) {
    return Stream.of(headers.toArray())
        .filter(header -> header.key().equals(TraceHeaders.PARENT))
        .map(Header::value)
        .map(value -> new String(value, UTF_8))
        .toList();
  }
}
