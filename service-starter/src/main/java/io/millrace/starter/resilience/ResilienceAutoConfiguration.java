package io.millrace.starter.resilience;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The breakers themselves are settings; this makes them heard. */
@AutoConfiguration(
    beforeName =
        "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration")
class ResilienceAutoConfiguration {

  @Bean
  BreakerLog breakerLog() {
    return new BreakerLog();
  }
}
