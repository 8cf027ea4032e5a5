package io.millrace.starter.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.springframework.cloud.stream.binder.BinderHeaders;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.messaging.MessageHeaders;

/**
 * Makes the binder write and read the same headers as {@link CloudEventHeaders}: CloudEvents
 * attributes, the content type and the trace, as plain text, and nothing else.
 */
final class CloudEventHeaderMapper implements KafkaHeaderMapper {

  private static final Set<String> TRACE = Set.of("traceparent", "tracestate");

  /** What Spring Cloud Function, at one place or another, makes of an attribute's prefix. */
  private static final String[] PREFIXES = {CloudEventHeaders.PREFIX, "ce-", "cloudEvents:"};

  private static final String DATA_CONTENT_TYPE = CloudEventHeaders.PREFIX + "datacontenttype";

  @Override
  public void fromHeaders(MessageHeaders headers, Headers target) {
    for (Map.Entry<String, Object> header : headers.entrySet()) {
      String name = attribute(header.getKey());
      if (!name.isEmpty() && !name.equals(DATA_CONTENT_TYPE)) {
        CloudEventHeaders.put(target, name, text(header.getValue()));
      }
    }
    Object contentType = headers.get(MessageHeaders.CONTENT_TYPE);
    CloudEventHeaders.put(
        target,
        CloudEventHeaders.CONTENT_TYPE,
        contentType == null ? CloudEventHeaders.JSON : text(contentType));
  }

  @Override
  public void toHeaders(Headers source, Map<String, Object> target) {
    for (Header header : source) {
      if (header.value() == null) {
        continue;
      }
      if (header.key().equals(CloudEventHeaders.CONTENT_TYPE)) {
        target.put(MessageHeaders.CONTENT_TYPE, text(header.value()));
      } else if (!attribute(header.key()).isEmpty()) {
        target.put(attribute(header.key()), text(header.value()));
      }
    }
    target.put(BinderHeaders.NATIVE_HEADERS_PRESENT, Boolean.TRUE);
  }

  /** The header's name on the wire; empty for one that stays behind. */
  private static String attribute(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return CloudEventHeaders.PREFIX + name.substring(prefix.length());
      }
    }
    return TRACE.contains(name) ? name : "";
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : value.toString();
  }
}
