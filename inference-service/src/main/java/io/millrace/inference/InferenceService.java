package io.millrace.inference;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** The service that predicts. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(InferenceSettings.class)
public class InferenceService {

  public static void main(String[] args) {
    start(args);
  }

  /** Starts the service; closing the context stops it. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(InferenceService.class)
        .properties(Map.of("spring.config.name", "inference-service"))
        .run(args);
  }
}
