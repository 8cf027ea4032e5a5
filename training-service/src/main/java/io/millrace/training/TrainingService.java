package io.millrace.training;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Trains models from landed data, and registers those that are better. */
@SpringBootApplication
public class TrainingService {

  public static void main(String... args) {
    start(args);
  }

  /** Starts it as a context of its own, with its own configuration file. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(TrainingService.class)
        .properties("spring.config.name=training-service")
        .run(args);
  }
}
