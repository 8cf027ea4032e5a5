package io.millrace.ingestion;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.ingestion.accept.EventLog;
import io.millrace.ingestion.accept.Limits;
import io.millrace.ingestion.accept.Reception;
import io.millrace.ingestion.accept.RowBounds;
import io.millrace.ingestion.formats.JsonAssetCodec;
import io.millrace.ingestion.formats.RowReaders;
import io.millrace.ingestion.land.Assets;
import io.millrace.ingestion.land.Bounds;
import io.millrace.ingestion.land.Landing;
import io.millrace.ingestion.land.Logs;
import io.millrace.ingestion.messaging.KafkaEventLog;
import io.millrace.ingestion.messaging.KafkaRejectionTopic;
import io.millrace.ingestion.problems.Problems;
import io.millrace.ingestion.problems.Versions;
import io.millrace.ingestion.rejected.Rejections;
import io.millrace.ingestion.rejected.Replays;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.Delivery;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.starter.security.AccessRules;
import io.millrace.starter.security.Role;
import io.millrace.starter.web.BodyTimeout;
import io.millrace.starter.work.WorkFolder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;

/** Puts the parts together. */
@Configuration(proxyBeanMethods = false)
class IngestionConfiguration {

  /** The circuit breaker that all who need the broker share. */
  private static final String BROKER = "broker";

  @Bean
  Limits limits(IngestionSettings settings) {
    return new Limits(
        (int) settings.maxBody().toBytes(),
        (int) settings.maxUnpacked().toBytes(),
        settings.maxRows(),
        settings.maxText(),
        (int) settings.maxProblemFile().toBytes(),
        settings.inFlight().toBytes(),
        settings.bodyTimeout());
  }

  @Bean
  BodyTimeout bodyTimeout(IngestionSettings settings) {
    return new BodyTimeout(settings.bodyTimeout());
  }

  @Bean
  RowBounds rowBounds(IngestionSettings settings) {
    return new RowBounds(
        (int) settings.maxRow().toBytes(),
        settings.maxColumns(),
        settings.maxDepth(),
        settings.maxDigits());
  }

  @Bean
  Bounds bounds(IngestionSettings settings) {
    IngestionSettings.Land land = settings.land();
    return new Bounds(land.maxRows(), land.maxAge(), land.maxBytes().toBytes());
  }

  @Bean
  Problems knownProblems(
      BlobStore blobs, ControlPublisher publisher, ProblemCatalog catalog, Clock clock) {
    Problems problems = new Problems(new Versions(blobs), publisher, clock);
    catalog.onChange(problems);
    return problems;
  }

  @Bean
  KafkaEventLog eventLog(
      ProducerFactory<?, ?> producers,
      CircuitBreakerRegistry breakers,
      MeterRegistry meters,
      IngestionSettings settings) {
    return KafkaEventLog.connect(
        producers.getConfigurationProperties(),
        settings.sendTimeout(),
        breakers.circuitBreaker(BROKER),
        meters);
  }

  @Bean
  Delivery delivery() {
    return new Delivery(
        "an event whose acknowledgement was lost on its way from the broker is written again under"
            + " its id, and is on the log, and lands, twice; where data are prepared it counts once."
            + " What is on the log still lands exactly once.");
  }

  @Bean
  Reception reception(EventLog log, Limits limits, RowBounds bounds, Clock clock) {
    return new Reception(RowReaders.within(bounds), RowReaders.writer(), log, limits, clock);
  }

  @Bean
  Rejections rejections(
      ConsumerFactory<?, ?> consumers,
      CircuitBreakerRegistry breakers,
      IngestionSettings settings) {
    return new Rejections(
        new KafkaRejectionTopic(
            consumers.getConfigurationProperties(),
            settings.sendTimeout(),
            breakers.circuitBreaker(BROKER)));
  }

  @Bean
  Replays replays(Rejections rejections, Reception reception, EventLog log) {
    return new Replays(rejections, reception, log);
  }

  @Bean
  Assets assets(BlobStore blobs) {
    return new Assets(blobs, new JsonAssetCodec());
  }

  @Bean
  Logs logs(BlobStore blobs) {
    return new Logs(blobs);
  }

  @Bean
  WorkFolder workFolder(IngestionSettings settings) {
    return WorkFolder.below(settings.land().workFolder());
  }

  @Bean
  Landing landing(
      BlobStore blobs,
      Assets assets,
      ControlPublisher publisher,
      Problems problems,
      WorkFolder work,
      Bounds bounds,
      Clock clock) {
    return new Landing(
        blobs,
        assets,
        publisher,
        name -> problems.find(name).map(VersionedProblem::problem),
        work,
        bounds,
        clock);
  }

  @Bean
  AccessRules accessRules() {
    String one = "/v1/problems/*";
    return AccessRules.builder()
        .allow(HttpMethod.PUT, one, Role.DATA_SCIENTIST)
        .allow(HttpMethod.DELETE, one, Role.DATA_SCIENTIST)
        .allow(HttpMethod.GET, "/v1/problems", Role.DATA_SCIENTIST, Role.READER)
        .allow(HttpMethod.GET, one, Role.DATA_SCIENTIST, Role.READER)
        .allow(HttpMethod.GET, one + "/data", Role.DATA_SCIENTIST, Role.READER)
        .allow(HttpMethod.GET, one + "/rejected", Role.DATA_SCIENTIST, Role.OPERATOR)
        .allow(HttpMethod.POST, one + "/rejected/replay", Role.DATA_SCIENTIST, Role.OPERATOR)
        .allow(HttpMethod.POST, one + "/events", Role.DEVICE)
        .allow(HttpMethod.POST, one + "/ground-truth", Role.DEVICE, Role.APPLICATION)
        .build();
  }
}
