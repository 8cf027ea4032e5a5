package io.millrace.ingestion;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** Accepts events and ground truth, and lands them in the blob store. */
@SpringBootApplication
@EnableConfigurationProperties(IngestionSettings.class)
public class IngestionService {

  private static final String NAME = "ingestion-service";

  public static void main(String[] args) {
    start(args);
  }

  /** Starts it beside others: its configuration file has a name of its own. */
  public static ConfigurableApplicationContext start(String... args) {
    SpringApplication application = new SpringApplication(IngestionService.class);
    application.setDefaultProperties(java.util.Map.of("spring.config.name", NAME));
    return application.run(args);
  }
}
