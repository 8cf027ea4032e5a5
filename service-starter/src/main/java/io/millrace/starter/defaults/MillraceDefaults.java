package io.millrace.starter.defaults;

import io.millrace.starter.messaging.Guarantee;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * Adds {@code millrace-defaults.yaml} below all other configuration, and above it what changes of
 * it with the profile {@code azure} and with the {@link Guarantee}.
 */
final class MillraceDefaults implements EnvironmentPostProcessor, Ordered {

  private static final String AZURE = "azure";
  private static final String GUARANTEE = "millrace.kafka.guarantee";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.matchesProfiles(AZURE)) {
      add("millrace-azure", environment);
    }
    if (guarantee(environment) == Guarantee.AT_LEAST_ONCE) {
      add("millrace-at-least-once", environment);
    }
    add("millrace-defaults", environment);
  }

  private static Guarantee guarantee(ConfigurableEnvironment environment) {
    return Binder.get(environment).bind(GUARANTEE, Guarantee.class).orElse(Guarantee.EXACTLY_ONCE);
  }

  private static void add(String name, ConfigurableEnvironment environment) {
    try {
      new YamlPropertySourceLoader()
          .load(name, new ClassPathResource(name + ".yaml"))
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ".yaml cannot be read", e);
    }
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
