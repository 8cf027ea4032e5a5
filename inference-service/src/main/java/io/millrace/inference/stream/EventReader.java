package io.millrace.inference.stream;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.inference.score.EventTimes;
import io.millrace.inference.score.RowError;
import io.millrace.inference.score.Shown;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.features.RowBatch;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.IgnoredMessages;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.messaging.MillraceJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one problem's events into columns, without a map or a box for each. Ingestion has checked
 * the values; what is looked at here is their type, since the problem may have been stated anew
 * since the model was trained.
 */
final class EventReader {

  private static final String VALUE = "a number, text, true or false";

  private final Schema schema;
  private final IgnoredMessages ignored;

  /**
   * @param ignored counts what is of a type that is not for us
   */
  EventReader(Schema schema, IgnoredMessages ignored) {
    this.ignored = ignored;
    this.schema = schema;
  }

  /** One problem's, by their headers. */
  static List<ConsumerRecord<String, byte[]>> of(
      ProblemName problem, List<ConsumerRecord<String, byte[]>> records) {
    byte[] name = problem.value().getBytes(StandardCharsets.UTF_8);
    List<ConsumerRecord<String, byte[]>> own = new ArrayList<>(records.size());
    for (ConsumerRecord<String, byte[]> record : records) {
      Header header = record.headers().lastHeader(CloudEventHeaders.PREFIX + "problem");
      if (header != null && Arrays.equals(header.value(), name)) {
        own.add(record);
      }
    }
    return own;
  }

  /**
   * @param own records, of the problem
   */
  EventRows read(List<ConsumerRecord<String, byte[]>> own) {
    EventRows rows = new EventRows(new RowBatch(schema, own.size()));
    own.forEach(record -> read(record, rows));
    return rows;
  }

  private void read(ConsumerRecord<String, byte[]> record, EventRows rows) {
    try {
      EventContext context = CloudEventHeaders.read(record.headers());
      if (!context.type().equals(Event.TYPE)) {
        ignored.count(record.topic(), context.type());
        return;
      }
      Optional<RowError> error = read(context, record.value(), rows.rows());
      if (error.isPresent()) {
        rows.setAside(record, sentence(error.get()));
      } else {
        rows.add(record, context);
      }
    } catch (MalformedMessageException e) {
      rows.setAside(record, String.valueOf(e.getMessage()));
    }
  }

  private static String sentence(RowError error) {
    String where = error.field().isEmpty() ? "" : error.field() + ": ";
    return "%sfound %s; allowed: %s".formatted(where, error.found(), error.expected());
  }

  private Optional<RowError> read(EventContext context, byte[] json, RowBatch batch) {
    if (!EventId.isValid(context.id())) {
      return Optional.of(new RowError("ce_id", Shown.of(context.id()), EventId.allowed()));
    }
    if (json == null) {
      return Optional.of(new RowError("", "nothing", "a JSON object"));
    }
    if (!EventTimes.isOfUse(context.time())) {
      return Optional.of(new RowError("ce_time", context.time().toString(), EventTimes.USEFUL));
    }
    batch.open(context.time().toEpochMilli());
    Optional<RowError> error = values(json, batch);
    if (error.isPresent()) {
      batch.dropLast();
    }
    return error;
  }

  private Optional<RowError> values(byte[] json, RowBatch batch) {
    try (JsonParser parser = MillraceJson.mapper().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.of(new RowError("", "no JSON object", "a JSON object"));
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        int feature = batch.indexOf(name);
        if (feature < 0) {
          if (!token.isScalarValue()) {
            return Optional.of(new RowError(name, found(parser, token), VALUE));
          }
        } else if (token != JsonToken.VALUE_NULL && !set(parser, token, feature, batch)) {
          return Optional.of(new RowError(name, found(parser, token), expected(feature)));
        }
      }
      return parser.currentToken() == JsonToken.END_OBJECT
          ? Optional.empty()
          : Optional.of(new RowError("", "JSON that ends early", "a JSON object"));
    } catch (JacksonException e) {
      return Optional.of(new RowError("", e.getOriginalMessage(), "a JSON object"));
    }
  }

  private boolean set(JsonParser parser, JsonToken token, int feature, RowBatch batch) {
    return switch (schema.features().get(feature)) {
      case Feature.Number _ -> {
        boolean fits = token.isNumeric();
        if (fits) {
          double value = parser.getDoubleValue();
          batch.setNumber(feature, value);
          fits = Double.isFinite(value);
        }
        yield fits;
      }
      case Feature.Category _ -> {
        boolean fits = token == JsonToken.VALUE_STRING;
        if (fits) {
          batch.setCategory(feature, parser.getString());
        }
        yield fits;
      }
      case Feature.Bool _ -> {
        boolean fits = token.isBoolean();
        if (fits) {
          batch.setBool(feature, token == JsonToken.VALUE_TRUE);
        }
        yield fits;
      }
    };
  }

  private static String found(JsonParser parser, JsonToken token) {
    return token.isScalarValue() ? Shown.of(parser.getString()) : "an object or a list";
  }

  private String expected(int feature) {
    return switch (schema.features().get(feature)) {
      case Feature.Number _ -> "a number";
      case Feature.Category _ -> "text";
      case Feature.Bool _ -> "true or false";
    };
  }
}
