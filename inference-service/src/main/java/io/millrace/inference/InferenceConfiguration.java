package io.millrace.inference;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.health.ModelsHealth;
import io.millrace.inference.health.StreamsHealth;
import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.ModelMemory;
import io.millrace.inference.load.Serving;
import io.millrace.inference.messaging.ModelMessages;
import io.millrace.inference.messaging.ModelsAtStart;
import io.millrace.inference.messaging.PredictionQueue;
import io.millrace.inference.messaging.RefusalAlerts;
import io.millrace.inference.messaging.TrafficReports;
import io.millrace.inference.score.PredictionSink;
import io.millrace.inference.score.Predictor;
import io.millrace.inference.score.Scorer;
import io.millrace.inference.score.Shadows;
import io.millrace.inference.score.Trials;
import io.millrace.inference.stream.StreamScoring;
import io.millrace.inference.traffic.RequestCounts;
import io.millrace.message.Topics;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.Delivery;
import io.millrace.starter.messaging.KafkaSettings;
import io.millrace.starter.messaging.ReadToEnd;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.security.AccessRules;
import io.millrace.starter.security.Role;
import io.millrace.starter.trace.TraceHeaders;
import io.millrace.starter.trace.Traces;
import io.millrace.starter.web.BodyTimeout;
import java.time.Clock;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.messaging.Message;

/** How the parts of the service are put together. */
@Configuration(proxyBeanMethods = false)
class InferenceConfiguration {

  private static final Role[] MAY_READ = {Role.READER, Role.APPLICATION, Role.DATA_SCIENTIST};

  @Bean
  AccessRules accessRules() {
    return AccessRules.builder()
        .allow(HttpMethod.POST, "/v1/problems/*/predict", Role.APPLICATION, Role.DATA_SCIENTIST)
        .allow(HttpMethod.GET, "/v1/problems/*/predictions", Role.APPLICATION, Role.DATA_SCIENTIST)
        .allow(HttpMethod.GET, "/v1/problems/*/model", MAY_READ)
        .allow(
            HttpMethod.POST, "/v1/problems/*/models/*/replay", Role.DATA_SCIENTIST, Role.OPERATOR)
        .liveness("/v2/health/live")
        .allow(HttpMethod.GET, "/v2", MAY_READ)
        .allow(HttpMethod.GET, "/v2/**", MAY_READ)
        .allow(HttpMethod.POST, "/v2/models/**", Role.APPLICATION, Role.DATA_SCIENTIST)
        .build();
  }

  @Bean
  BodyTimeout bodyTimeout(InferenceSettings settings) {
    return new BodyTimeout(settings.patience());
  }

  @Bean
  Scorer scorer(MeterRegistry meters, InferenceSettings settings) {
    return new Scorer(meters, settings.scoring().limits());
  }

  @Bean
  Trials trials(Scorer scorer, MeterRegistry meters) {
    return new Trials(scorer, meters);
  }

  @Bean
  RequestCounts requestCounts(ProblemCatalog problems, MeterRegistry meters) {
    return new RequestCounts(problems, meters);
  }

  @Bean
  TrafficReports trafficReports(
      RequestCounts requests,
      ProblemCatalog problems,
      ControlPublisher publisher,
      Clock clock,
      InferenceSettings settings) {
    return new TrafficReports(requests, problems, publisher, settings.instance(), clock);
  }

  @Bean
  StreamScoring streamScoring(
      ConsumerFactory<?, ?> consumers,
      ProducerFactory<?, ?> producers,
      Scorer scorer,
      Trials trials,
      MeterRegistry meters,
      RequestCounts requests,
      Clock clock,
      InferenceSettings settings,
      KafkaSettings kafka,
      Traces traces) {
    return new StreamScoring(
        consumers,
        producers,
        scorer,
        trials,
        meters,
        requests,
        clock,
        new StreamScoring.Settings(
            settings.instance(), settings.batch(), settings.concurrency(), kafka.isExactlyOnce()),
        traces);
  }

  @Bean
  Delivery delivery(InferenceSettings settings) {
    return new Delivery(
        "inference-%s-check".formatted(settings.instance()),
        "an event may be predicted more than once, under its own id and, while the same version"
            + " serves, with the same answer. Readers of millrace.predictions merge by ce_id.");
  }

  @Bean
  Serving serving(StreamScoring stream) {
    Serving serving = new Serving();
    serving.onChange(stream);
    return serving;
  }

  @Bean
  ModelMemory modelMemory(Serving serving, MeterRegistry meters, InferenceSettings settings) {
    return new ModelMemory(settings.memoryBound(), serving, meters);
  }

  @Bean
  ModelLoader modelLoader(
      BlobStore blobs,
      Serving serving,
      ModelMemory memory,
      ControlPublisher publisher,
      MeterRegistry meters,
      Clock clock,
      InferenceSettings settings) {
    return new ModelLoader(
        blobs,
        settings.cache(),
        serving,
        memory,
        new RefusalAlerts(publisher, clock),
        meters,
        clock,
        settings.retryPause());
  }

  @Bean
  ModelMessages modelMessages(ModelLoader loader, ProblemCatalog problems) {
    ModelMessages messages = new ModelMessages(loader);
    problems.onChange(messages);
    return messages;
  }

  @Bean
  ModelsHealth modelsHealthIndicator(ModelLoader loader) {
    return new ModelsHealth(loader);
  }

  @Bean
  StreamsHealth streamsHealthIndicator(StreamScoring stream) {
    return new StreamsHealth(stream::interrupted);
  }

  /** On the compacted topic of models, from its start, in every replica. */
  @Bean
  Consumer<Message<byte[]>> modelRegistered(
      ControlCodec codec, ModelMessages messages, ReadToEnd modelsRead) {
    return modelsRead.watch(codec.consumer(messages));
  }

  @Bean
  ReadToEnd modelsRead(KafkaAdmin kafka) {
    return ReadToEnd.of(kafka, Topics.MODELS);
  }

  @Bean
  ModelsAtStart modelsAtStart(ReadToEnd modelsRead, ModelLoader loader) {
    return new ModelsAtStart(modelsRead, loader);
  }

  @Bean
  PredictionQueue predictionQueue(
      ProducerFactory<String, byte[]> producers, MeterRegistry meters, InferenceSettings settings) {
    return new PredictionQueue(
        new KafkaTemplate<>(producers), StreamScoring.SOURCE, settings.unpublished(), meters);
  }

  /** Needs the sink, so that it is closed before it: what it was asked goes there. */
  @Bean
  Shadows shadows(Trials trials, PredictionSink sink) {
    return new Shadows(trials, TraceHeaders::here);
  }

  @Bean
  Predictor predictor(
      Scorer scorer, Trials trials, Shadows shadows, PredictionSink sink, Clock clock) {
    return new Predictor(scorer, trials, shadows, sink, clock);
  }
}
