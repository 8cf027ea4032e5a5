package io.millrace.acceptance.faults.part;

import io.millrace.inference.InferenceService;
import io.millrace.ingestion.IngestionService;
import io.millrace.monitoring.MonitoringService;
import io.millrace.training.TrainingService;
import java.util.ArrayList;
import java.util.List;

/**
 * All services in one JVM, only to record which classes they load. What is recorded makes each of
 * them start the quicker.
 */
public final class AllServices {

  /** Printed when all have started. */
  static final String STARTED = "all services have started";

  private AllServices() {}

  /**
   * @param args four ports, then what all services are told
   */
  public static void main(String[] args) {
    List<String> common = List.of(args).subList(4, args.length);
    IngestionService.start(with(common, args[0]));
    TrainingService.start(with(common, args[1]));
    InferenceService.start(with(common, args[2]));
    MonitoringService.start(with(common, args[3]));
    System.out.println(STARTED);
  }

  private static String[] with(List<String> common, String port) {
    List<String> arguments = new ArrayList<>(common);
    arguments.add("--server.port=" + port);
    return arguments.toArray(String[]::new);
  }
}
