package io.millrace.monitoring.report;

import io.millrace.monitoring.alert.DriftNews;
import io.millrace.monitoring.alert.Incident;
import io.millrace.monitoring.compare.Distribution;
import io.millrace.monitoring.compare.Flaw;
import io.millrace.monitoring.observe.WindowReport;
import io.millrace.monitoring.report.View.Card;
import io.millrace.monitoring.report.View.Case;
import io.millrace.monitoring.report.View.Fact;
import io.millrace.monitoring.report.View.Line;
import io.millrace.problem.Monitor;
import io.millrace.starter.page.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a report for people. */
final class Viewing {

  /** Of thousands of features nobody looks at each. */
  private static final int CARDS = 60;

  private static final int LINES = 940;

  private final DriftReport report;
  private final WindowReport window;

  /** The strongest first. */
  private final List<Moved> features;

  private final Optional<Moved> answers;
  private final List<Flaw> flaws;

  Viewing(DriftReport report) {
    this.report = report;
    this.window = report.window();
    List<Moved> all = Moved.of(window);
    String target = report.problem().define().target();
    this.features =
        all.stream()
            .filter(moved -> !moved.column().equals(target))
            .sorted(Moved.STRONGEST)
            .toList();
    this.answers = all.stream().filter(moved -> moved.column().equals(target)).findFirst();
    this.flaws = Objects.requireNonNullElse(window.flaws(), List.of());
  }

  View view() {
    Map<String, Distribution> kept = kept();
    int cards = Math.min(CARDS, features.size());
    Running running = new Running(report);
    return new View(
        report.problem().name().value(),
        window.modelVersion(),
        window.number() == null ? null : "window " + window.number(),
        Sentences.span(window),
        mark(window.drifted() || !flaws.isEmpty()),
        window.drifted() || !flaws.isEmpty() ? "moved" : "steady",
        headline(),
        verdict(),
        note(kept.isEmpty()),
        facts(running),
        !features.isEmpty(),
        features.subList(0, cards).stream()
            .map(moved -> card(moved, kept.get(moved.column()), "as in training"))
            .toList(),
        features.size() > cards,
        features.subList(cards, Math.min(features.size(), cards + LINES)).stream()
            .map(Viewing::line)
            .toList(),
        answers
            .map(moved -> card(moved, kept.get(moved.column()), "as on the holdout"))
            .orElse(null),
        answers.isPresent() ? null : answersAbsent(),
        flaws.stream().map(flaw -> sentence(flaw)).toList(),
        quality(),
        new Heating(report.windows(), window, columns()).heat(),
        running.performance(),
        running.isJudged() ? null : running.unjudged(),
        !report.incidents().isEmpty(),
        report.incidents().stream().map(this::incident).toList(),
        about());
  }

  private Map<String, Distribution> kept() {
    Map<String, Distribution> kept = new HashMap<>();
    if (report.distributions() != null) {
      report.distributions().columns().forEach(each -> kept.put(each.column(), each));
    }
    return kept;
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(features.stream().map(Moved::column).toList());
    answers.ifPresent(moved -> columns.add(Math.min(14, columns.size()), moved.column()));
    return columns;
  }

  private static String mark(boolean bad) {
    return bad ? "\u25b2" : "\u2713";
  }

  private String headline() {
    if (!window.hasVerdict()) {
      return "Not compared";
    }
    if (window.drifted()) {
      return "Drifted";
    }
    return flaws.isEmpty() ? "As it was trained" : "As it was trained, but values are spoiled";
  }

  private String verdict() {
    if (window.leftOut() != null) {
      return window.leftOut() + ".";
    }
    String said = Sentences.verdict(features, answers);
    return flaws.isEmpty()
        ? said
        : "%s %s of data quality."
            .formatted(
                said,
                flaws.size() == 1 ? "There is a flaw" : "There are " + flaws.size() + " flaws");
  }

  private @Nullable String note(boolean bare) {
    List<String> notes = new ArrayList<>();
    if (window.modelVersion() != report.answering()) {
      notes.add("Version %d answers now.".formatted(report.answering()));
    }
    if (bare && window.hasVerdict()) {
      notes.add(
          "An earlier Millrace judged this window and kept the statistics only, not the"
              + " distributions.");
    }
    return notes.isEmpty() ? null : String.join(" ", notes);
  }

  private List<Fact> facts(Running running) {
    List<Fact> facts = new ArrayList<>();
    if (!features.isEmpty()) {
      facts.add(
          new Fact(
              "features moved",
              "%d of %d"
                  .formatted(features.stream().filter(Moved::drifted).count(), features.size())));
    }
    answers.ifPresent(
        moved -> facts.add(new Fact("answers", moved.drifted() ? "moved" : "as on the holdout")));
    if (window.flaws() != null) {
      facts.add(new Fact("flaws of data quality", Integer.toString(flaws.size())));
    }
    facts.addAll(running.headlines());
    return facts;
  }

  private Card card(Moved moved, @Nullable Distribution kept, String still) {
    Shares shares = kept == null ? null : Shares.of(kept);
    boolean isOfWords = kept != null && kept.words() != null;
    Drawing drawing = shares == null ? null : new Drawing(moved.column(), shares);
    return new Card(
        moved.column(),
        mark(moved.drifted()),
        tone(moved),
        moved.drifted()
            ? "moved, %s times what is allowed".formatted(Sentences.times(moved.strength()))
            : still,
        moved.tests().stream().map(Viewing::test).toList(),
        kept == null ? null : Sentences.spread(kept),
        kept == null ? null : missing(kept),
        flaws.stream()
            .filter(flaw -> moved.column().equals(flaw.feature()))
            .map(Viewing::sentence)
            .toList(),
        drawing == null || isOfWords ? null : drawing.upright(),
        drawing == null || !isOfWords ? null : drawing.lying(),
        shares != null,
        shares == null ? List.of() : shares.inWords());
  }

  private static String tone(Moved moved) {
    return moved.drifted() ? "moved" : "steady";
  }

  private static View.Test test(WindowReport.Test test) {
    return new View.Test(
        Sentences.test(test.test()),
        Numbers.text(test.statistic()),
        Numbers.text(test.threshold()),
        Moved.isCrossed(test) ? "\u25b2 beyond" : "within");
  }

  private static @Nullable String missing(Distribution of) {
    long usual = of.baseline().getLast();
    long now = of.window().getLast();
    return usual + now == 0
        ? null
        : "missing in %s, was %s".formatted(share(now, of.window()), share(usual, of.baseline()));
  }

  private static String share(long count, List<Long> counts) {
    long all = Math.max(1, counts.stream().mapToLong(Long::longValue).sum());
    return Numbers.percent((double) count / all);
  }

  private static Line line(Moved moved) {
    WindowReport.Test test = moved.leading();
    return new Line(
        moved.column(),
        mark(moved.drifted()),
        tone(moved),
        moved.drifted() ? "moved" : "as in training",
        Sentences.test(test.test()),
        Numbers.text(test.statistic()) + " of " + Numbers.text(test.threshold()));
  }

  private String answersAbsent() {
    if (!window.hasVerdict()) {
      return "They were not compared.";
    }
    return report.problem().monitor().drift().prediction()
        ? "They could not be compared: the version\u2019s baseline has none, or the window has none."
        : "They are not watched: the problem file says prediction: off.";
  }

  private static String sentence(Flaw flaw) {
    return DriftNews.sentence(flaw) + ".";
  }

  private String quality() {
    if (window.flaws() == null) {
      return "An earlier Millrace judged this window and did not look.";
    }
    if (!report.problem().monitor().dataQuality()) {
      return "It is not watched: the problem file says data-quality: off.";
    }
    if (!flaws.isEmpty()) {
      return "";
    }
    return window.hasVerdict()
        ? "Nothing is wrong: no feature has more values missing, out of range or never seen than in"
            + " training, and events came once and in time."
        : "Of so few predictions nothing is said of values; events came once and in time.";
  }

  private Case incident(Incident incident) {
    return new Case(
        incident.kind().noun(),
        Sentences.word(incident.severity()),
        incident.isOpen() ? "open" : "over",
        Sentences.time(incident.since()),
        isOf(incident) ? "\u25c0 this window" : "",
        incident.id());
  }

  /** Whether the window is one of those that the incident is about. */
  private boolean isOf(Incident incident) {
    boolean found =
        incident.kind() == Incident.Kind.DATA && features.stream().anyMatch(Moved::drifted)
            || incident.kind() == Incident.Kind.PREDICTION
                && answers.filter(Moved::drifted).isPresent();
    Long number = window.number();
    return found && number != null && incident.beganInWindow().orElse(Long.MAX_VALUE) <= number;
  }

  private List<Fact> about() {
    Monitor.Drift drift = report.problem().monitor().drift();
    String asked =
        switch (drift.window()) {
          case Monitor.Window.Count(int predictions) ->
              "%s predictions in a row".formatted(Numbers.count(predictions));
          case Monitor.Window.Span(var length, var lateness) ->
              "events of %s, up to %s late"
                  .formatted(
                      length.toString().substring(2).toLowerCase(java.util.Locale.ROOT),
                      lateness.toString().substring(2).toLowerCase(java.util.Locale.ROOT));
        };
    return List.of(
        new Fact("window", asked),
        new Fact("test", drift.test().word()),
        new Fact(
            "baseline",
            "features: the rows that version %d was trained on; answers: what it said on its holdout"
                .formatted(window.modelVersion())),
        new Fact("made", Sentences.time(report.madeAt()) + " UTC"));
  }
}
