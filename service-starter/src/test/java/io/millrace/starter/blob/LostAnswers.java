package io.millrace.starter.blob;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** The account does what it is asked, and the connection breaks before it can say so. */
final class LostAnswers implements HttpPipelinePolicy {

  private final AtomicInteger left = new AtomicInteger();

  /** Loses the answers to the next writes. */
  void next(int writes) {
    left.set(writes);
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
    return next.process().doOnNext(_ -> lose(call));
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
    HttpResponse answer = next.processSync();
    lose(call);
    return answer;
  }

  private void lose(HttpPipelineCallContext call) {
    if (call.getHttpRequest().getHttpMethod() == HttpMethod.PUT
        && !call.getHttpRequest().getUrl().toString().contains("restype=container")
        && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new UncheckedIOException(new IOException("the connection broke"));
    }
  }
}
