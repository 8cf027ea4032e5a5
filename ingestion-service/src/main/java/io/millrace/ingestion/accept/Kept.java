package io.millrace.ingestion.accept;

import io.millrace.event.Rejection;

/**
 * A refused row as it is kept.
 *
 * @param encoding of the text: {@link Rejection#UTF_8}, or {@link Rejection#BASE64} for bytes that
 *     are none
 */
record Kept(String text, String encoding) {}
