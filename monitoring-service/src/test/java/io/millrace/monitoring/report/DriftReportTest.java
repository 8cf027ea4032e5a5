package io.millrace.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.observe.Judgement;
import io.millrace.monitoring.observe.Swap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class DriftReportTest {

  private static Document page(Reports reports) {
    return Jsoup.parse(reports.report().html());
  }

  private static List<String> texts(Element in, String selector) {
    return in.select(selector).eachText();
  }

  @Test
  void saysFirstWhatItIsAboutAndWhatWasFound() {
    Document page = page(Reports.drifted());

    assertThat(page.select("h1").text()).isEqualTo("Drift of office version 2, window 3");
    assertThat(page.select("header > .faint").text())
        .isEqualTo(
            "400 predictions, of events from 2026-02-02 12:00:00 to 2026-02-02 18:00:00 UTC");
    assertThat(page.select(".verdict strong").text()).isEqualTo("\u25b2Drifted");
    assertThat(page.select(".verdict p").text())
        .isEqualTo(
            "All 2 features moved, most of all Temperature (PSI 3.7, 37 times what is allowed)."
                + " The model\u2019s answers did not move. There is a flaw of data quality.");
    assertThat(texts(page, ".headline div"))
        .containsExactly(
            "features moved 2 of 2",
            "answers as on the holdout",
            "flaws of data quality 1",
            "accuracy, latest known 0.75",
            "accuracy, estimated without labels 0.9");
  }

  @Test
  void showsEachFeatureWithItsTwoDistributionsTheStrongestFirst() {
    Document page = page(Reports.drifted());
    Element first = page.select("section[aria-labelledby=features] .card").first();
    Element second = page.select("section[aria-labelledby=features] .card").get(1);

    assertThat(first.select("h3").text()).isEqualTo("Temperature");
    assertThat(first.classNames()).contains("moved");
    assertThat(first.select(".badge").text()).isEqualTo("\u25b2moved, 37 times what is allowed");
    assertThat(texts(first, "svg text.label"))
        .containsExactly("\u2264 19.5", "< 21", "= 21", "> 21", "missing");
    assertThat(first.select("svg rect.usual")).hasSize(5);
    assertThat(first.select("svg rect.now")).hasSize(5);
    assertThat(texts(first, "svg title").getFirst())
        .isEqualTo("up to 19.5: 50.0 % in the baseline, 2.5 % in the window");
    assertThat(first.select("svg").attr("aria-label"))
        .contains("grew most at \u201cabove 21\u201d: from 5.0 % to 70.0 %");
    assertThat(texts(first, "> table tbody tr"))
        .containsExactly("PSI 3.7 0.1 \u25b2 beyond", "Kolmogorov\u2013Smirnov 0.05 0.1 within");
    assertThat(first.select("> .small").eachText())
        .containsExactly(
            "median 22.5, was 19.5 \u00b7 middle half 21 to 23, was 19 to 20.5 \u00b7 all 19 to"
                + " 25, was 18 to 23",
            "missing in 5.0 %, was 0 %");
    assertThat(second.select("h3").text()).isEqualTo("floor");
    assertThat(texts(second, "svg text.label"))
        .containsExactly("ground", "first", "roof", "others");
    assertThat(texts(second, "details tbody tr"))
        .containsExactly(
            "ground 60.0 % 50.0 % 200 of 400",
            "first 39.0 % 25.0 % 100 of 400",
            "roof (not in the baseline) 0 % 25.0 % 100 of 400",
            "all other words 1.0 % 0 % 0 of 400");
    assertThat(second.text()).contains("floor is a word that training had not seen in 25.0 %");
  }

  @Test
  void drawsBarsAsHighAsTheirShares() {
    Element first = page(Reports.drifted()).select(".card").first();

    List<Double> now =
        first.select("svg rect.now").stream().map(r -> Double.valueOf(r.attr("height"))).toList();
    List<Double> usual =
        first.select("svg rect.usual").stream().map(r -> Double.valueOf(r.attr("height"))).toList();
    assertThat(now.get(3) / usual.get(0)).isBetween(1.39, 1.41);
    assertThat(now.get(0) / usual.get(0)).isBetween(0.04, 0.06);
  }

  @Test
  void showsTheAnswersTheSameWay() {
    Element answers = page(Reports.drifted()).select("section[aria-labelledby=answers]").first();

    assertThat(answers.select(".card h3").text()).isEqualTo("busy");
    assertThat(answers.select(".card").first().classNames()).contains("steady");
    assertThat(answers.select(".badge").text()).isEqualTo("\u2713as on the holdout");
    assertThat(texts(answers, "svg text.label")).containsExactly("no", "yes");
  }

  @Test
  void drawsTheRunningMetricWithDriftAndSwapMarked() {
    Element section =
        page(Reports.drifted()).select("section[aria-labelledby=performance]").first();
    Element wide = section.select("svg.wide").first();

    assertThat(section.select("svg")).hasSize(2);
    assertThat(wide.select("polyline.line")).hasSize(2);
    assertThat(texts(wide, "text.version")).containsExactly("v1", "v2");
    assertThat(wide.text()).contains("bound 0.8");
    assertThat(texts(wide, "text.swap")).containsExactly("1 v2");
    assertThat(texts(wide, "text.drift")).containsExactly("2 drift");
    assertThat(texts(section, "ol.marks li"))
        .containsExactly(
            "swap, 2026-02-02 12:02:30: Version 2 answers in the place of version 1.",
            "drift of features, 2026-02-02 12:03:20: Temperature moved. This window.");
    double swap = Double.parseDouble(wide.select("line.swap").attr("x1"));
    double drift = Double.parseDouble(wide.select("line.drift").attr("x1"));
    assertThat(drift).isGreaterThan(swap);
    assertThat(wide.attr("aria-label")).startsWith("accuracy over time, from 0.95 at");
  }

  @Test
  void namesMarksThatLieOnEachOtherTogether() {
    Reports reports = Reports.drifted();
    for (int i = 0; i < 6; i++) {
      reports.swaps.add(new Swap(2 + i, 3 + i, Reports.FROM.plusSeconds(201).plusMillis(i)));
    }

    Element wide = page(reports).select("svg.wide").first();

    assertThat(wide.select("line.swap")).hasSize(7);
    assertThat(texts(wide, "text.drift, text.swap"))
        .filteredOn(label -> !label.isEmpty())
        .containsExactly("1 v2", "2", "3\u20138");
  }

  @Test
  void labelsTheMetricByRoundNumbers() {
    Element wide = page(Reports.drifted()).select("svg.wide").first();

    assertThat(texts(wide, "text[text-anchor=end]:not(.version)"))
        .contains("0.7", "0.75", "0.8", "0.85", "0.9", "0.95", "1");
  }

  @Test
  void doesNotMakeRoomAboveOneForAMetricThatEndsThere() {
    Reports reports = Reports.quiet();
    reports.judgements.add(new Judgement(2, 0.43, 100, Reports.FROM));
    reports.judgements.add(new Judgement(2, 1.0, 200, Reports.TO));

    assertThat(texts(page(reports).select("svg.wide").first(), "text[text-anchor=end]"))
        .contains("0.4", "1")
        .doesNotContain("1.2");
  }

  @Test
  void showsSinceWhenEachFeatureIsAway() {
    Element heat = page(Reports.drifted()).select("table.heat").first();

    assertThat(texts(heat, "thead th")).containsExactly("window", "1", "2", "3");
    assertThat(heat.select("thead .here").text()).isEqualTo("3");
    assertThat(texts(heat, "tbody tr"))
        .containsExactly(
            "Temperature \u00b7 \u25b2 \u25b2",
            "floor \u00b7 \u25b2 \u25b2",
            "busy \u00b7 \u00b7 \u00b7");
  }

  @Test
  void namesTheIncidentThatTheWindowBelongsTo() {
    Reports reports = Reports.drifted();

    assertThat(texts(page(reports), "section[aria-labelledby=incidents] tbody tr"))
        .containsExactly(
            "the drift of the features critical open 2026-02-02 12:00:00"
                + " office/2/window-2/e-9/data \u25c0 this window",
            "the bad performance critical open 2026-02-02 12:00:00"
                + " office/2/labelled-7/e-3/performance");

    reports.incidents = List.of(Reports.incident("office/2/window-4/e-9/data", Incident.Kind.DATA));
    assertThat(page(reports).text()).doesNotContain("\u25c0 this window");
  }

  @Test
  void saysOfAQuietWindowThatNothingMoved() {
    Document page = page(Reports.quiet());

    assertThat(page.select(".verdict strong").text()).isEqualTo("\u2713As it was trained");
    assertThat(page.select(".verdict p").text())
        .isEqualTo("All 2 features are as they were in training. So are the model\u2019s answers.");
    assertThat(page.select(".card.moved")).isEmpty();
    assertThat(page.select(".card svg")).hasSize(3);
    assertThat(page.text())
        .contains("Nothing is wrong: no feature has more values missing")
        .contains("Nothing is known yet: accuracy is judged once 1,000 predictions")
        .contains("None is open, and none was closed lately.");
  }

  @Test
  void showsTheStatisticsOfAWindowWhoseDistributionsWereNotKept() {
    Reports reports = Reports.drifted();
    reports.kept = false;
    Document page = page(reports);

    assertThat(page.select(".verdict").text())
        .contains("kept the statistics only, not the distributions");
    assertThat(page.select(".card")).hasSize(3);
    assertThat(page.select(".card svg")).isEmpty();
    assertThat(page.select(".card details")).isEmpty();
    assertThat(texts(page, ".card > table tbody tr")).contains("PSI 3.7 0.1 \u25b2 beyond");
  }

  @Test
  void saysWhyAWindowWasNotCompared() {
    Reports reports = Reports.quiet();
    reports.leftOut = "7 predictions; a verdict takes 20";
    reports.kept = false;
    Document page = page(reports);

    assertThat(page.select(".verdict").text())
        .isEqualTo("\u2713Not compared 7 predictions; a verdict takes 20.");
    assertThat(page.select(".card")).isEmpty();
    assertThat(page.text()).contains("They were not compared.");
  }

  @Test
  void saysThatAnotherVersionAnswersNow() {
    Reports reports = Reports.quiet();
    reports.answering = 3;

    assertThat(page(reports).select(".verdict").text()).endsWith("Version 3 answers now.");
  }

  @Test
  void escapesWhateverItShows() {
    Reports reports = Reports.drifted();
    reports.word = "<script>alert(1)</script>";
    reports.feature = "\"><img src=x onerror='alert(2)'>&";
    Document page = page(reports);

    assertThat(page.select("script, img, [onerror]")).isEmpty();
    assertThat(page.select(".card h3").first().text()).isEqualTo(reports.feature);
    assertThat(page.select(".card details").get(1).text()).contains(reports.word);
    assertThat(page.select(".card svg").first().attr("aria-label")).startsWith(reports.feature);
  }

  @Test
  void isOnePageThatNeedsNothingElse() throws IOException {
    for (Reports reports : List.of(Reports.drifted(), Reports.quiet())) {
      String html = reports.report().html();

      Path folder = Files.createDirectories(Path.of("target/reports"));
      Files.writeString(folder.resolve(reports.drifted ? "drifted.html" : "quiet.html"), html);
      assertThat(html)
          .startsWith("<!doctype html>")
          .doesNotContain("http://", "https://", "<script", "src=", "url(", "@import", "{{", "}}")
          .contains("Content-Security-Policy\" content=\"default-src 'none'; style-src");
      assertThat(html).doesNotContain("NaN", "Infinity", "null");
      Document page = Jsoup.parse(html);
      assertThat(page.select("svg[role=img]")).allMatch(svg -> !svg.attr("aria-label").isEmpty());
      assertThat(page.select("svg:not([role=img])"))
          .allMatch(svg -> svg.closest("[aria-hidden=true]") != null);
    }
  }
}
