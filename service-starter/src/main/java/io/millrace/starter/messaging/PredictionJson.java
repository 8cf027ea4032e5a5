package io.millrace.starter.messaging;

import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.message.Completeness;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A prediction, member by member and without reflection, since one comes with each event. */
final class PredictionJson {

  private @Nullable EventId eventId;
  private int modelVersion;
  private @Nullable Instant eventTime;
  private @Nullable Map<String, @Nullable Object> features;
  private @Nullable String label;
  private @Nullable Map<String, Double> probabilities;
  private @Nullable Double value;
  private double micros;
  private @Nullable Ahead forecast;
  private @Nullable Role role;
  private @Nullable List<Opinion> beside;

  private PredictionJson() {}

  static Prediction read(byte[] json) {
    try (JsonParser parser = MillraceJson.mapper().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedMessageException("Prediction: found no JSON object");
      }
      PredictionJson members = new PredictionJson();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
          members.take(name, parser);
        }
      }
      if (parser.nextToken() != null) {
        throw new MalformedMessageException("Prediction: found more than a JSON object");
      }
      return members.prediction();
    } catch (JacksonException e) {
      throw new MalformedMessageException("Prediction: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedMessageException("Prediction: " + e.getMessage(), e);
    }
  }

  private void take(String name, JsonParser parser) {
    switch (name) {
      case "eventId" -> eventId = new EventId(text(parser, name));
      case "modelVersion" -> modelVersion = parser.getIntValue();
      case "eventTime" -> eventTime = Rfc3339.parse(text(parser, name));
      case "features" -> features = features(parser);
      case "label" -> label = text(parser, name);
      case "probabilities" -> probabilities = numbers(parser);
      case "value" -> value = number(parser);
      case "micros" -> micros = number(parser);
      case "forecast" -> forecast = complete(whole(parser, Ahead.class));
      case "role" -> role = whole(parser, Role.class);
      case "beside" -> beside = complete(List.of(whole(parser, Opinion[].class)));
      default -> parser.skipChildren();
    }
  }

  private static String text(JsonParser parser, String name) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new MalformedMessageException("Prediction.%s: found no text".formatted(name));
    }
    return parser.getString();
  }

  private static double number(JsonParser parser) {
    return isNumber(parser) ? parser.getDoubleValue() : whole(parser, Double.class);
  }

  private static boolean isNumber(JsonParser parser) {
    JsonToken token = parser.currentToken();
    return token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
  }

  private static <T> T whole(JsonParser parser, Class<T> type) {
    return parser.readValueAs(type);
  }

  private static <T> T complete(T part) {
    Completeness.missing(part)
        .ifPresent(
            member -> {
              throw MalformedMessageException.missing(member);
            });
    return part;
  }

  private static void open(JsonParser parser, String name) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedMessageException("Prediction.%s: found no JSON object".formatted(name));
    }
  }

  private static Map<String, @Nullable Object> features(JsonParser parser) {
    open(parser, "features");
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      features.put(name, feature(parser, name, parser.nextToken()));
    }
    return features;
  }

  private static @Nullable Object feature(JsonParser parser, String name, JsonToken token) {
    if (isNumber(parser)) {
      return FlatJson.finite(parser.getDoubleValue(), name);
    }
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> parser.getString();
      default -> whole(parser, Object.class);
    };
  }

  private static Map<String, Double> numbers(JsonParser parser) {
    open(parser, "probabilities");
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        throw MalformedMessageException.missing("Prediction.probabilities." + name);
      }
      numbers.put(name, number(parser));
    }
    return numbers;
  }

  private Prediction prediction() {
    return new Prediction(
        present(eventId, "eventId"),
        modelVersion,
        present(eventTime, "eventTime"),
        present(features, "features"),
        label,
        probabilities,
        value,
        micros,
        forecast,
        role,
        beside);
  }

  private static <T> T present(@Nullable T member, String name) {
    if (member == null) {
      throw MalformedMessageException.missing("Prediction." + name);
    }
    return member;
  }
}
