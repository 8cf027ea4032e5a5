package io.millrace.training.card;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A card as one HTML page that needs nothing else; whatever it shows is escaped. */
public final class CardPage {

  private static final Template TEMPLATE = template();

  private CardPage() {}

  private static Template template() {
    try (InputStream file = CardPage.class.getResourceAsStream("card.mustache")) {
      return Mustache.compiler()
          .escapeHTML(true)
          .nullValue("")
          .compile(
              new InputStreamReader(
                  Objects.requireNonNull(file, "card.mustache"), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("card.mustache", e);
    }
  }

  public static String html(ModelCard card) {
    return TEMPLATE.execute(new Viewing(card).view());
  }
}
