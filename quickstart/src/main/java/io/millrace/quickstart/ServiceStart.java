package io.millrace.quickstart;

import io.millrace.inference.InferenceService;
import io.millrace.ingestion.IngestionService;
import io.millrace.monitoring.MonitoringService;
import io.millrace.training.TrainingService;
import org.springframework.context.ConfigurableApplicationContext;

/** The only place that names the services' own classes. */
final class ServiceStart {

  private ServiceStart() {}

  static ConfigurableApplicationContext of(Service service, String[] arguments) {
    return switch (service) {
      case INGESTION -> IngestionService.start(arguments);
      case TRAINING -> TrainingService.start(arguments);
      case INFERENCE -> InferenceService.start(arguments);
      case MONITORING -> MonitoringService.start(arguments);
    };
  }
}
