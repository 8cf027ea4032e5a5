package io.millrace.starter.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;

class AccessRulesTest {

  private final AccessRules rules =
      AccessRules.builder()
          .liveness("/v2/health/live")
          .allow(HttpMethod.GET, "/v2/**", Role.READER)
          .build();

  @Test
  void openLivenessAloneAndOnlyForReading() {
    assertThat(rules.isOpen(request("GET", "/v2/health/live"))).isTrue();
    assertThat(rules.isOpen(request("POST", "/v2/health/live"))).isFalse();
    assertThat(rules.isOpen(request("GET", "/v2/health/ready"))).isFalse();
    assertThat(rules.isOpen(request("GET", "/v2/health/live/more"))).isFalse();
  }

  @Test
  void allowARoleWhatARuleSays() {
    assertThat(rules.allow(Role.READER, request("GET", "/v2/health/ready"))).isTrue();
    assertThat(rules.allow(Role.DEVICE, request("GET", "/v2/health/ready"))).isFalse();
    assertThat(rules.allow(Role.READER, request("POST", "/v2/models"))).isFalse();
    assertThat(rules.allow(Role.OWNER, request("POST", "/v2/models"))).isTrue();
  }

  private static MockHttpServletRequest request(String method, String path) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setServletPath(path);
    return request;
  }
}
