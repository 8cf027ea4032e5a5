package io.millrace.starter.trace;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is traced, and what of it leaves the service. */
@AutoConfiguration(
    beforeName =
        "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration")
class TraceAutoConfiguration {

  /** Of messages; off where nothing is traced. */
  @Bean
  Traces traces(ObjectProvider<OpenTelemetry> telemetry) {
    OpenTelemetry on = telemetry.getIfAvailable();
    return on == null ? Traces.off() : Traces.of(on);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty("management.tracing.export.enabled")
  static class On {

    @Bean
    Sampler sampler(@Value("${management.tracing.sampling.probability}") double probability) {
      return Sampler.parentBased(new SampledWithLinks(Sampler.traceIdRatioBased(probability)));
    }

    @Bean
    SpanExporters spanExporters(
        ObjectProvider<SpanExporter> exporters, ObjectProvider<MeterRegistry> meters) {
      return SpanExporters.of(
          exporters
              .orderedStream()
              .<SpanExporter>map(exporter -> new IdsOnly(exporter, meters.getObject()))
              .toList());
    }

    /** Those who look after a service ask it all day. */
    @Bean
    SpanExportingPredicate notOfProbes() {
      return span -> {
        String path = span.getTags().getOrDefault("http.url", "");
        return !path.startsWith("/actuator")
            && !path.endsWith("/livez")
            && !path.endsWith("/readyz");
      };
    }
  }
}
