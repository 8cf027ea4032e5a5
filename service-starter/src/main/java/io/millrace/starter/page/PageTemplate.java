package io.millrace.starter.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A page's template. Whatever it shows is escaped. {@code {{>part}}} stands for another file beside
 * it; {@code {{>style}}} for what all pages look like.
 */
public final class PageTemplate {

  private final Template template;

  private PageTemplate(Template template) {
    this.template = template;
  }

  /**
   * @param file lies beside the class
   */
  public static PageTemplate of(Class<?> beside, String file) {
    try (Reader text = open(beside, file)) {
      return new PageTemplate(
          Mustache.compiler()
              .escapeHTML(true)
              .nullValue("")
              .withLoader(name -> part(beside, name + ".mustache"))
              .compile(text));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static Reader part(Class<?> beside, String file) {
    boolean own = beside.getResource(file) != null;
    return open(own ? beside : PageTemplate.class, file);
  }

  private static Reader open(Class<?> beside, String file) {
    InputStream found = beside.getResourceAsStream(file);
    if (found == null) {
      throw new IllegalArgumentException("no %s beside %s".formatted(file, beside.getName()));
    }
    return new InputStreamReader(found, StandardCharsets.UTF_8);
  }

  /**
   * @param view what the template names, as its components
   */
  public String show(Record view) {
    return template.execute(view);
  }
}
