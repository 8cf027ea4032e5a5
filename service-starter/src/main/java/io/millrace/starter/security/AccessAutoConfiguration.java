package io.millrace.starter.security;

import io.millrace.starter.web.ProblemDetails;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Nothing but liveness is answered without a token, and readiness where the settings open it. */
@AutoConfiguration(
    afterName = "io.millrace.starter.web.WebAutoConfiguration",
    beforeName = {
      "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SecuritySettings.class)
@EnableWebSecurity
class AccessAutoConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(AccessAutoConfiguration.class);

  private static final RequestMatcher OPERATIONS = path("/actuator/**");
  private static final RequestMatcher READINESS = path("/readyz");
  private static final RequestMatcher[] OPEN_API = {
    path("/v3/api-docs/**"),
    path("/v3/api-docs.yaml"),
    path("/swagger-ui/**"),
    path("/swagger-ui.html")
  };

  @Bean
  @ConditionalOnMissingBean
  AccessRules accessRules() {
    return AccessRules.builder().build();
  }

  /** Keeps Spring from inventing a user with a password: tokens are all there is. */
  @Bean
  AuthenticationManager noPasswords() {
    return authentication -> {
      throw new ProviderNotFoundException("There are bearer tokens only");
    };
  }

  /** Requests are observed as such; each filter by itself would cost more than answering them. */
  @Bean
  static SecurityObservationSettings noSecurityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  BearerTokens bearerTokens(SecuritySettings settings) {
    BearerTokens tokens = new BearerTokens(settings);
    if (tokens.isEmpty()) {
      LOG.warn("There is no token in millrace.security.tokens: every call will be answered 401");
    }
    return tokens;
  }

  @Bean
  SecurityFilterChain millraceAccess(
      HttpSecurity http,
      SecuritySettings settings,
      BearerTokens tokens,
      AccessRules rules,
      ProblemDetails problems) {
    Refusals refusals = new Refusals(problems);
    return http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(
            it -> it.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .addFilterBefore(new BearerTokenFilter(tokens), AuthorizationFilter.class)
        .authorizeHttpRequests(
            it ->
                it.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(path("/actuator/health/liveness"))
                    .permitAll()
                    .requestMatchers(rules::isOpen)
                    .permitAll()
                    .requestMatchers(
                        request -> settings.readinessOpen() && READINESS.matches(request))
                    .permitAll()
                    .requestMatchers(OPEN_API)
                    .authenticated()
                    .anyRequest()
                    .access(roles(rules)))
        .build();
  }

  private static AuthorizationManager<RequestAuthorizationContext> roles(AccessRules rules) {
    return (authentication, context) ->
        new AuthorizationDecision(isAllowed(authentication.get(), rules, context.getRequest()));
  }

  private static boolean isAllowed(
      Authentication authentication, AccessRules rules, HttpServletRequest request) {
    if (!(authentication.getPrincipal() instanceof Caller caller)) {
      return false;
    }
    if (OPERATIONS.matches(request)) {
      return caller.role() == Role.OPERATOR || caller.role() == Role.OWNER;
    }
    return rules.allow(caller.role(), request);
  }

  private static RequestMatcher path(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }
}
