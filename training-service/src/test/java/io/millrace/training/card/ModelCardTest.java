package io.millrace.training.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.PackageJson;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelCardTest {

  @Test
  void tellsWhatTheManifestSays() {
    ModelCard card = card(Manifests.classifier(List.of("CO2 is a leak")));

    assertThat(card.purpose())
        .isEqualTo("Tells which of 2 classes of Occupancy an event of room is, from 2 features.");
    assertThat(card.goodEnough()).isEqualTo("f1 of at least 0.9");
    assertThat(card.preparation())
        .containsExactly(
            "missing numbers become the median of the training rows",
            "derived: hour = hour-of-day of the event's time, both = product(Light, CO2)",
            "to zero mean and unit variance: all numbers",
            "categories are one-hot encoded",
            "held out: latest 20%",
            "models were compared on: a part of the training rows, or folds of them");
    assertThat(card.metrics().getFirst().metric()).isEqualTo("f1");
    assertThat(card.metrics().getFirst().champion()).isEqualTo(0.95);
    assertThat(card.metrics().getFirst().baselines()).containsOnlyKeys("majority", "last-value");
    assertThat(card.verdict())
        .isEqualTo(
            "Registered: f1 of 0.9781 meets the bar; better than the 0.95 of version 2 by 0.0281,"
                + " 90 % interval 0.019 to 0.0371 (paired bootstrap, 1,000 resamples in blocks of"
                + " 16 rows).");
    assertThat(card.data().rows()).isEqualTo(41120);
    assertThat(card.data().digest()).startsWith("sha256:");
    assertThat(card.lineage().manifestDigest()).isEqualTo("sha256:m");
  }

  @Test
  void isTheSameJsonForTheSameManifest() {
    JsonNode json = json(Manifests.classifier(List.of()));

    assertThat(json).isEqualTo(json(Manifests.classifier(List.of())));
    assertThat(json.at("/task").asString()).isEqualTo("classification");
    assertThat(json.at("/metrics/0/model").doubleValue()).isEqualTo(0.97812);
    assertThat(json.at("/evaluation/importance/features/0/feature").asString()).isEqualTo("Light");
    assertThat(json.at("/environment/xgboost").asString()).isEqualTo("3.0.4");
    assertThat(json(Manifests.bare()).has("evaluation")).isFalse();
  }

  @Test
  void isOnePageThatNeedsNothingElse() throws Exception {
    for (Manifest manifest :
        List.of(
            Manifests.classifier(List.of("CO2 is a leak")),
            Manifests.regressor(),
            Manifests.forecaster(),
            Manifests.bare())) {
      String html = CardPage.html(card(manifest));

      Files.createDirectories(Path.of("target/cards"));
      Files.writeString(
          Path.of("target/cards/%s-%d.html".formatted(manifest.problem(), html.length())), html);
      assertThat(html)
          .doesNotContain("http://", "https://", "<script", "src=", "url(", "@import", "{{", "}}")
          .contains("Content-Security-Policy");
      assertThat(html.split("<table", -1)).hasSameSizeAs(html.split("</table>", -1));
    }
  }

  @Test
  void drawsTheCurvesOfTwoClassesAndTheResidualsOfNumbers() {
    String room = CardPage.html(card(Manifests.classifier(List.of("CO2 is a leak"))));
    assertThat(room)
        .contains("ROC curve", "Precision and recall", "Calibration", "3,201", "CO2 is a leak")
        .contains("It answers 1 from a probability of 0.4375 on.")
        .doesNotContain("Residuals");
    assertThat(room.split("<svg", -1)).hasSize(4);

    String bikes = CardPage.html(card(Manifests.regressor()));
    assertThat(bikes).contains("Residuals", "-180").doesNotContain("ROC", "suspect", "true \\");
    assertThat(CardPage.html(card(Manifests.bare()))).contains("It was not measured.");
  }

  @Test
  void saysOfAForecasterHowSeriesAreReadAndThatNoFeatureIsWeighed() {
    ModelCard card = card(Manifests.forecaster());

    assertThat(card.purpose())
        .isEqualTo(
            "Forecasts what follows in each series of cnt of bikes, from its own past and the"
                + " calendar.");
    assertThat(card.preparation())
        .containsExactly(
            "values every 1 h on an even grid of time, short gaps filled in a straight line",
            "2 steps are forecast from 336 values",
            "a season of 24 steps",
            "held out: latest 20%",
            "models were compared on: the latest 20 % of the training rows");
    assertThat(card.verdict()).endsWith("; the season before reaches 2.453.");
    assertThat(card.forecast()).isNotNull();
    assertThat(CardPage.html(card))
        .contains("4,112 origins of forecasts", "There is none to tell of: a forecast is made")
        .doesNotContain("It was not measured.", "Residuals");
  }

  @Test
  void escapesWhateverItShows() {
    String evil = "<img src=x onerror=alert(1)>\"'&";
    Manifest manifest = Manifests.classifier(List.of(evil));
    String text = new String(PackageJson.write(manifest), StandardCharsets.UTF_8);
    Manifest poisoned =
        PackageJson.read(
            text.replace("Light", "<b>L")
                .replace("Humidity drifted", "<b>H")
                .replace("\"xgboost\"", "\"<b>x\"")
                .replace("\"last-value\"", "\"<b>v\"")
                .replace("\"Occupancy\"", "\"<b>t\"")
                .replace("\"rounds\"", "\"<b>p\"")
                .replace("gradient-boosting on all rows", "<b>c")
                .replace("latest 20%", "<b>s")
                .getBytes(StandardCharsets.UTF_8),
            Manifest.class);

    String html = CardPage.html(card(poisoned));

    assertThat(html).doesNotContain("<b>", "<img").contains("&lt;b&gt;L", "&lt;img");
  }

  private static ModelCard card(Manifest manifest) {
    return ModelCard.of(manifest, "sha256:m");
  }

  private static JsonNode json(Manifest manifest) {
    return JsonMapper.shared()
        .readTree(new ByteArrayInputStream(PackageJson.write(card(manifest))));
  }
}
