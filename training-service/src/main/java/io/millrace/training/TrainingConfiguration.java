package io.millrace.training;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.message.Topics;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.Delivery;
import io.millrace.starter.messaging.TopicIdentity;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.security.AccessRules;
import io.millrace.starter.security.Role;
import io.millrace.starter.work.WorkFolder;
import io.millrace.training.process.ProcessCompute;
import io.millrace.training.promote.Exchange;
import io.millrace.training.register.ModelStore;
import io.millrace.training.run.Adoption;
import io.millrace.training.run.Compute;
import io.millrace.training.run.Computing;
import io.millrace.training.run.InProcess;
import io.millrace.training.run.Pace;
import io.millrace.training.run.Reproducer;
import io.millrace.training.run.RunListener;
import io.millrace.training.run.Threads;
import io.millrace.training.run.TrainingFactory;
import io.millrace.training.run.Trainings;
import io.millrace.training.store.LocalFiles;
import io.millrace.training.store.ReproductionJournal;
import io.millrace.training.store.RunLogs;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.TrialJournals;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrainingSettings.class)
class TrainingConfiguration {

  @Bean
  WorkFolder workFolder(TrainingSettings settings) {
    return WorkFolder.below(settings.folder());
  }

  @Bean
  Delivery delivery() {
    return new Delivery(
        "a message about a model or a run may be on its topic twice. A trigger still starts one run,"
            + " and a version is registered once: the blob store sees to that.");
  }

  @Bean
  ModelStore modelStore(BlobStore blobs, WorkFolder folder) {
    return new ModelStore(blobs, folder.path().resolve("models"));
  }

  @Bean
  RunStates runStates(BlobStore blobs) {
    return new RunStates(blobs);
  }

  @Bean
  TrialJournals trialJournals(BlobStore blobs) {
    return new TrialJournals(blobs);
  }

  @Bean
  LocalFiles localFiles(BlobStore blobs, WorkFolder folder, TrainingSettings settings) {
    return new LocalFiles(blobs, folder.path().resolve("files"), settings.cache().toBytes());
  }

  @Bean
  Threads trainingThreads(TrainingSettings settings) {
    return new Threads(settings.runsAtATime());
  }

  @Bean
  TrainingFactory trainingFactory(
      BlobStore blobs,
      ProblemCatalog catalog,
      ControlPublisher publisher,
      ModelStore models,
      RunStates states,
      LocalFiles localFiles,
      RunListener listener,
      KafkaAdmin kafka,
      MeterRegistry meters,
      Clock clock) {
    return new TrainingFactory(
        blobs,
        catalog,
        publisher,
        models,
        states,
        localFiles,
        listener,
        new TopicIdentity(kafka, Topics.MODELS, clock),
        meters,
        clock);
  }

  @Bean
  Pace pace(TrainingSettings settings) {
    return settings.pace();
  }

  @Bean
  Compute compute(TrainingSettings settings) {
    return settings.computesInProcesses()
        ? new ProcessCompute(settings.longest())
        : new InProcess();
  }

  @Bean
  Computing computing(Compute compute, WorkFolder folder, TrainingSettings settings) {
    return new Computing(
        compute, settings.capacity(), settings.mostRows(), folder.path().resolve("jobs"));
  }

  @Bean
  RunLogs runLogs(BlobStore blobs) {
    return new RunLogs(blobs);
  }

  @Bean
  Trainings trainings(TrainingFactory factory, Threads threads, Computing computing, Pace pace) {
    return factory.create(threads, computing, pace);
  }

  @Bean
  Adoption adoption(TrainingFactory factory, Computing computing) {
    return factory.adoption(computing);
  }

  @Bean
  Exchange exchange(TrainingFactory factory, WorkFolder folder) {
    return factory.exchange(folder.path().resolve("promotions"));
  }

  @Bean
  ReproductionJournal reproductionJournal(BlobStore blobs, Clock clock, Pace pace) {
    return new ReproductionJournal(blobs, clock, pace.owner(), pace.lease());
  }

  @Bean
  Reproducer reproducer(
      TrainingFactory factory,
      ReproductionJournal journal,
      Threads threads,
      Computing computing,
      Pace pace) {
    return factory.reproducer(journal, threads, computing, pace);
  }

  @Bean
  AccessRules accessRules() {
    return AccessRules.builder()
        .allow(HttpMethod.GET, "/v1/problems/*/models/**", Role.DATA_SCIENTIST, Role.READER)
        .allow(HttpMethod.GET, "/v1/problems/*/runs", Role.DATA_SCIENTIST, Role.READER)
        .allow(HttpMethod.GET, "/v1/problems/*/runs/*/trials", Role.DATA_SCIENTIST, Role.READER)
        .allow(HttpMethod.GET, "/v1/problems/*/runs/*/log", Role.DATA_SCIENTIST, Role.READER)
        .allow(HttpMethod.POST, "/v1/problems/*/runs", Role.DATA_SCIENTIST)
        .allow(HttpMethod.POST, "/v1/problems/*/models", Role.DATA_SCIENTIST)
        .allow(HttpMethod.GET, "/v1/problems/*/packages/*", Role.DATA_SCIENTIST)
        .allow(HttpMethod.POST, "/v1/problems/*/packages", Role.DATA_SCIENTIST)
        .allow(HttpMethod.POST, "/v1/problems/*/models/*/reproduction", Role.DATA_SCIENTIST)
        .allow(HttpMethod.POST, "/v1/problems/*/runs/*/cancel", Role.DATA_SCIENTIST)
        .build();
  }
}
