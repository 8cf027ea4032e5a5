package io.millrace.inference.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.starter.web.ProblemDetailException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestBodyTest {

  private final RequestBody body = new RequestBody(10, Duration.ofSeconds(20));

  @Test
  void isReadWhole() {
    assertThat(body.read(request(new byte[10]))).hasSize(10);
  }

  @Test
  void isRefusedWhereItIsLargerThanItMayBe() {
    assertStatus(body, request(new byte[11]), 413);
  }

  @Test
  void isRefusedWhereItDoesNotEndThoughItSaysNoLength() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertStatus(new RequestBody(1 << 20, Duration.ofSeconds(20)), request(endless), 413);
  }

  @Test
  void isGivenUpWhereItComesTooSlowly() {
    InputStream dripping =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] into, int at, int most) {
            into[at] = 'x';
            return 1;
          }
        };

    assertStatus(new RequestBody(1 << 30, Duration.ofMillis(50)), request(dripping), 408);
  }

  @Test
  void isGivenUpWhereTheSenderFallsSilent() {
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws SocketTimeoutException {
            throw new SocketTimeoutException();
          }
        };

    assertStatus(body, request(silent), 408);
  }

  private static void assertStatus(RequestBody body, MockHttpServletRequest request, int status) {
    assertThatThrownBy(() -> body.read(request))
        .isInstanceOfSatisfying(
            ProblemDetailException.class, e -> assertThat(e.status().value()).isEqualTo(status));
  }

  private static MockHttpServletRequest request(byte[] content) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setContent(content);
    return request;
  }

  private static MockHttpServletRequest request(InputStream in) {
    return new MockHttpServletRequest() {
      @Override
      public jakarta.servlet.ServletInputStream getInputStream() {
        return new DelegatingServletInputStream(in);
      }
    };
  }
}
