package io.millrace.training.web;

import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.web.SelfContainedPage;
import io.millrace.training.card.CardPage;
import io.millrace.training.card.ModelCard;
import io.millrace.training.register.ModelStore;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A version's card, for people and for programs: by what the request accepts. */
@RestController
@RequestMapping("/v1/problems/{problem}/models/{version}/card")
class CardController {

  private final Lookup lookup;

  CardController(ProblemCatalog catalog, ModelStore models) {
    this.lookup = new Lookup(catalog, models);
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] json(@PathVariable("problem") String problem, @PathVariable("version") int version) {
    return PackageJson.write(card(problem, version));
  }

  @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<byte[]> html(
      @PathVariable("problem") String problem, @PathVariable("version") int version) {
    return SelfContainedPage.answer(CardPage.html(card(problem, version)));
  }

  private ModelCard card(String problem, int version) {
    ModelStore.Stored stored = lookup.model(problem, version);
    return ModelCard.of(stored.manifest(), stored.manifestDigest());
  }
}
