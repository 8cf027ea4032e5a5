package io.millrace.cli.rejected;

import io.millrace.cli.show.Words;
import tools.jackson.databind.JsonNode;

/** Why something was refused, on one line. */
public final class Reason {

  private Reason() {}

  public static String of(JsonNode rejection) {
    String field = rejection.path("field").asString("");
    String why =
        "found %s; expected %s"
            .formatted(Words.text(rejection.path("found")), Words.text(rejection.path("expected")));
    return Words.shorten(field.isEmpty() ? why : field + ": " + why);
  }
}
