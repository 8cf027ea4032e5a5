package io.millrace.starter.trace;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out all of OpenTelemetry where {@code management.tracing.export.enabled} is false: by
 * themselves it and Micrometer's tracing would still make spans, and send nothing.
 */
final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

  private boolean on;

  @Override
  public void setEnvironment(Environment environment) {
    on = environment.getProperty("management.tracing.export.enabled", Boolean.class, false);
  }

  @Override
  public boolean[] match(
      @Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
    boolean[] match = new boolean[autoConfigurations.length];
    for (int i = 0; i < match.length; i++) {
      String name = autoConfigurations[i];
      match[i] = on || name == null || !isTracing(name);
    }
    return match;
  }

  private static boolean isTracing(String name) {
    return name.startsWith("org.springframework.boot.opentelemetry.")
        || name.startsWith("org.springframework.boot.micrometer.tracing.");
  }
}
