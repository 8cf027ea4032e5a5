package io.millrace.training;

import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.security.AccessRules;
import io.millrace.starter.security.Role;
import io.millrace.training.prepare.Limits;
import io.millrace.training.register.ModelStore;
import io.millrace.training.run.Threads;
import io.millrace.training.run.TrainingFactory;
import io.millrace.training.run.Trainings;
import io.millrace.training.store.RunJournal;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrainingSettings.class)
class TrainingConfiguration {

  @Bean
  ModelStore modelStore(BlobStore blobs, TrainingSettings settings) {
    return new ModelStore(blobs, settings.folder().resolve("models"));
  }

  @Bean
  RunJournal runJournal(BlobStore blobs) {
    return new RunJournal(blobs);
  }

  @Bean
  Threads trainingThreads(TrainingSettings settings) {
    return new Threads(settings.runsAtATime());
  }

  @Bean
  Trainings trainings(
      BlobStore blobs,
      ProblemCatalog catalog,
      ControlPublisher publisher,
      ModelStore models,
      RunJournal journal,
      Clock clock,
      Threads threads,
      TrainingSettings settings) {
    Limits limits =
        new Limits(settings.memory(), settings.folder().resolve("spill"), settings.mostRows());
    return new TrainingFactory(blobs, catalog, publisher, models, journal, clock, settings.folder())
        .create(threads, limits);
  }

  @Bean
  AccessRules accessRules() {
    return AccessRules.builder()
        .allow(HttpMethod.GET, "/v1/problems/*/models/**", Role.DATA_SCIENTIST, Role.READER)
        .allow(HttpMethod.GET, "/v1/problems/*/runs", Role.DATA_SCIENTIST, Role.READER)
        .allow(HttpMethod.POST, "/v1/problems/*/runs", Role.DATA_SCIENTIST)
        .build();
  }
}
