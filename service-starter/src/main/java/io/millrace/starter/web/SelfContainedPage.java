package io.millrace.starter.web;

import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The answer that is a page for people: it may load nothing, run nothing and send nothing. */
public final class SelfContainedPage {

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private SelfContainedPage() {}

  public static ResponseEntity<byte[]> answer(String html) {
    return ResponseEntity.ok()
        .contentType(HTML)
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'")
        .body(html.getBytes(StandardCharsets.UTF_8));
  }
}
