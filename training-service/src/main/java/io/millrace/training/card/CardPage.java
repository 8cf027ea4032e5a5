package io.millrace.training.card;

import io.millrace.starter.page.PageTemplate;

/** A card as one HTML page that needs nothing else; whatever it shows is escaped. */
public final class CardPage {

  private static final PageTemplate TEMPLATE = PageTemplate.of(CardPage.class, "card.mustache");

  private CardPage() {}

  public static String html(ModelCard card) {
    return TEMPLATE.show(new Viewing(card).view());
  }
}
