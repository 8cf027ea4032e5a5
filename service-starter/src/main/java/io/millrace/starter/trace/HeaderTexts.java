package io.millrace.starter.trace;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A message's headers as text, however it came. */
@FunctionalInterface
public interface HeaderTexts {

  /** Null where there is none. */
  @Nullable String text(String name);

  static HeaderTexts of(Headers headers) {
    return name -> of(headers.lastHeader(name));
  }

  private static @Nullable String of(@Nullable Header header) {
    byte[] value = header == null ? null : header.value();
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
