package io.millrace.ingestion.accept;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, unpacked and within bounds.
 *
 * @param mediaType without parameters, in lower case
 * @param headers looks up a header of the request, for formats that keep attributes there
 * @param budget what its rows are taken from
 */
public record Body(
    byte[] bytes, String mediaType, Function<String, @Nullable String> headers, Budget budget) {

  public Body(byte[] bytes, String mediaType, Function<String, @Nullable String> headers) {
    this(bytes, mediaType, headers, Budget.UNBOUNDED);
  }
}
