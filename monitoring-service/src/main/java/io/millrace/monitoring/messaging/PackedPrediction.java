package io.millrace.monitoring.messaging;

import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prediction in few bytes. What most have not, a forecast and other versions' opinions, is JSON.
 */
final class PackedPrediction {

  private PackedPrediction() {}

  /** What is in few predictions. */
  private record Rest(@Nullable Ahead forecast, @Nullable List<Opinion> beside) {}

  static void write(Prediction prediction, Packer out) {
    out.plainText(prediction.eventId().value())
        .number(prediction.modelVersion())
        .time(prediction.eventTime())
        .number(prediction.features().size());
    prediction.features().forEach((name, value) -> write(value, out.text(name)));
    out.text(prediction.label());
    write(prediction.probabilities(), out);
    write(prediction.value(), out);
    out.real(prediction.micros());
    out.text(prediction.role() == null ? null : prediction.role().name());
    boolean usual = prediction.forecast() == null && prediction.beside() == null;
    out.json(usual ? null : new Rest(prediction.forecast(), prediction.beside()));
  }

  static Prediction read(Unpacker in) {
    EventId event = new EventId(in.plainText());
    int version = in.count();
    var time = in.time();
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    for (int left = in.count(); left > 0; left--) {
      features.put(in.text(), value(in));
    }
    String label = in.textOrNone();
    Map<String, Double> probabilities = numbers(in);
    Double value = (Double) value(in);
    double micros = in.real();
    String role = in.textOrNone();
    Rest rest = in.json(Rest.class);
    return new Prediction(
        event,
        version,
        time,
        features,
        label,
        probabilities,
        value,
        micros,
        rest == null ? null : rest.forecast(),
        role == null ? null : Role.valueOf(role),
        rest == null ? null : rest.beside());
  }

  static void write(@Nullable Map<String, Double> numbers, Packer out) {
    out.number(numbers == null ? -1 : numbers.size());
    if (numbers != null) {
      numbers.forEach((name, number) -> out.text(name).real(number));
    }
  }

  static @Nullable Map<String, Double> numbers(Unpacker in) {
    int size = in.count();
    if (size < 0) {
      return null;
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int left = size; left > 0; left--) {
      numbers.put(in.text(), in.real());
    }
    return numbers;
  }

  /** Whatever JSON has. */
  static void write(@Nullable Object value, Packer out) {
    switch (value) {
      case null -> out.number(0);
      case Double number -> out.number(1).real(number);
      case String text -> out.number(2).text(text);
      case Boolean yes -> out.number(yes ? 4 : 3);
      case Integer whole -> out.number(5).number(whole);
      default -> out.number(6).json(value);
    }
  }

  static @Nullable Object value(Unpacker in) {
    int kind = in.count();
    return switch (kind) {
      case 0 -> null;
      case 1 -> in.real();
      case 2 -> in.text();
      case 3, 4 -> kind == 4;
      case 5 -> in.count();
      default -> in.json(Object.class);
    };
  }
}
