package io.millrace.starter.test;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Takes spans as a collector does, by OTLP over HTTP. */
public final class OtlpReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<Received> spans = new CopyOnWriteArrayList<>();

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  /**
   * A span.
   *
   * @param links the traces of those that it has links to
   * @param text all of it, as text
   */
  public record Received(
      String service,
      String name,
      String trace,
      String id,
      String parent,
      List<String> links,
      Map<String, String> tags,
      String text) {}

  public static OtlpReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    OtlpReceiver receiver = new OtlpReceiver(server);
    server.createContext("/v1/traces", receiver::take);
    server.start();
    return receiver;
  }

  public String endpoint() {
    return "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
  }

  public List<Received> spans() {
    return List.copyOf(spans);
  }

  public List<Received> trace(String id) {
    return spans.stream().filter(span -> span.trace().equals(id)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
          .getResourceSpansList()
          .forEach(this::take);
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void take(ResourceSpans of) {
    String service = tags(of.getResource().getAttributesList()).getOrDefault("service.name", "");
    of.getScopeSpansList().stream()
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> received(service, span))
        .forEach(spans::add);
  }

  private static Received received(String service, Span span) {
    return new Received(
        service,
        span.getName(),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getLinksList().stream().map(link -> hex(link.getTraceId())).toList(),
        tags(span.getAttributesList()),
        span.toString());
  }

  private static Map<String, String> tags(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                tag ->
                    tag.getValue().hasIntValue()
                        ? Long.toString(tag.getValue().getIntValue())
                        : tag.getValue().getStringValue()));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
