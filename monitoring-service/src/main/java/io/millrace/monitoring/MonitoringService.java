package io.millrace.monitoring;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** The monitoring service: observe, compare, alert. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MonitoringService {

  /** Starts it; several services may run in one process. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(MonitoringService.class)
        .properties("spring.config.name=monitoring-service")
        .run(args);
  }

  public static void main(String[] args) {
    start(args);
  }
}
