package io.millrace.monitoring.web;

import io.millrace.starter.security.AccessRules;
import io.millrace.starter.security.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
class Access {

  @Bean
  AccessRules accessRules() {
    return AccessRules.builder()
        .allow(HttpMethod.GET, "/v1/**", Role.READER, Role.OPERATOR, Role.DATA_SCIENTIST)
        .allow(HttpMethod.POST, "/v1/problems/*/rollout/promote", Role.OPERATOR)
        .allow(HttpMethod.POST, "/v1/problems/*/rollout/rollback", Role.OPERATOR)
        .allow(HttpMethod.PUT, "/v1/problems/*/rollout/traffic", Role.OPERATOR)
        .build();
  }
}
