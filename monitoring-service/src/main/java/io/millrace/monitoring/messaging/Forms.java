package io.millrace.monitoring.messaging;

import io.millrace.event.EventId;
import io.millrace.monitoring.observe.Arrival;
import io.millrace.monitoring.observe.Outcome;
import io.millrace.starter.messaging.MillraceJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept in {@link Pages}. */
final class Forms {

  private static final byte[] NONE = {};

  private Forms() {}

  static Pages.Form<Remembered> events(Keys keys) {
    return new Pages.Form<>(
        keys::events,
        Forms::write,
        Forms::remembered,
        keys::arrival,
        json -> new Remembered(MillraceJson.mapper().readValue(json, Arrival.class), null));
  }

  private static void write(Remembered event, Packer out) {
    byte[] state = event.state();
    out.plainText(event.arrival().event().value())
        .time(event.arrival().at())
        .bytes(state == null ? NONE : state);
  }

  private static Remembered remembered(Unpacker in) {
    Arrival arrival = new Arrival(new EventId(in.plainText()), in.time());
    byte[] state = in.bytes();
    return new Remembered(arrival, state.length == 0 ? null : state);
  }

  static Pages.Form<Outcome> outcomes(Keys keys, int version) {
    return new Pages.Form<>(
        page -> keys.outcomes(version, page),
        Forms::write,
        Forms::outcome,
        place -> keys.outcome(version, place),
        json -> MillraceJson.mapper().readValue(json, Outcome.class));
  }

  private static void write(Outcome outcome, Packer out) {
    out.time(outcome.eventTime());
    write(outcome.truth(), out);
    write(outcome.label(), out);
    out.real(outcome.probability()).real(outcome.actual()).real(outcome.predicted());
    Map<String, Double> all = outcome.probabilities();
    out.number(all == null ? -1 : all.size());
    if (all != null) {
      all.forEach((name, number) -> out.plainText(name).real(number));
    }
  }

  private static void write(@Nullable String text, Packer out) {
    out.number(text == null ? 0 : 1);
    if (text != null) {
      out.plainText(text);
    }
  }

  private static Outcome outcome(Unpacker in) {
    var time = in.time();
    String truth = in.number() == 0 ? null : in.plainText();
    String label = in.number() == 0 ? null : in.plainText();
    return new Outcome(time, truth, label, in.real(), in.real(), in.real(), probabilities(in));
  }

  private static @Nullable Map<String, Double> probabilities(Unpacker in) {
    int size = in.count();
    if (size < 0) {
      return null;
    }
    Map<String, Double> all = new LinkedHashMap<>();
    for (int left = size; left > 0; left--) {
      all.put(in.plainText(), in.real());
    }
    return all;
  }
}
