package io.millrace.problem;

import io.millrace.event.Feature;
import io.millrace.problem.Prepare.Arithmetic;
import io.millrace.problem.Prepare.Derived;
import io.millrace.problem.Prepare.Pair;
import io.millrace.problem.Prepare.TimePart;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code derive: {hour: hour-of-day(date), power: product(torque, speed)}}. */
final class DeriveReader {

  private static final Pattern CALL = Pattern.compile("([A-Za-z_-]{1,30})\\((.{0,250})\\)");
  private static final List<String> PARTS =
      Arrays.stream(TimePart.values()).map(TimePart::word).toList();
  private static final List<String> OPERATIONS =
      Arrays.stream(Arithmetic.values()).map(Arithmetic::word).toList();
  private static final List<String> WORDS =
      Stream.concat(PARTS.stream(), OPERATIONS.stream()).toList();

  private final Data data;
  private final Names names = new Names();

  DeriveReader(Data data, Optional<String> target) {
    this.data = data;
    Node known = new Node("", null, new Findings());
    data.features().names().forEach(name -> names.take(known, name));
    target.ifPresent(name -> names.take(known, name));
  }

  Map<String, Derived> read(Node node) {
    String allowed =
        "a section of new features, such as {hour: hour-of-day(%s)}"
            .formatted(data.time().orElse("date"));
    Section section = node.section(allowed);
    if (section.isEmpty() && !section.isBroken()) {
      node.refuse(allowed);
    }
    Map<String, Derived> features = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : section.each()) {
      names.take(entry.getValue(), entry.getKey());
      derived(entry.getValue()).ifPresent(derived -> features.put(entry.getKey(), derived));
    }
    return features;
  }

  private Optional<? extends Derived> derived(Node node) {
    Matcher call = CALL.matcher(node.value() instanceof String text ? text.strip() : "");
    if (!call.matches()) {
      node.refuse(allowed());
      return Optional.empty();
    }
    int part = PARTS.indexOf(call.group(1));
    int operation = OPERATIONS.indexOf(call.group(1));
    if (part >= 0) {
      return time(node, TimePart.values()[part], call.group(2).strip());
    }
    if (operation >= 0) {
      return pair(node, Arithmetic.values()[operation], call.group(2));
    }
    node.refuse(allowed() + Nearest.hint(call.group(1), WORDS));
    return Optional.empty();
  }

  private Optional<TimePart> time(Node node, TimePart part, String field) {
    if (data.time().isEmpty()) {
      node.refuse("nothing, unless data.time names the field that holds the event's time");
      return Optional.empty();
    }
    if (!field.equals(data.time().get())) {
      node.refuse(allowed());
      return Optional.empty();
    }
    return Optional.of(part);
  }

  /** A name may itself hold a comma: the one that parts two features is the one meant. */
  private Optional<Pair> pair(Node node, Arithmetic operation, String arguments) {
    for (int comma = arguments.indexOf(',');
        comma >= 0;
        comma = arguments.indexOf(',', comma + 1)) {
      String first = arguments.substring(0, comma).strip();
      String second = arguments.substring(comma + 1).strip();
      if (isNumber(first) && isNumber(second)) {
        return Optional.of(new Pair(operation, first, second));
      }
    }
    node.refuse("%s(one, other) of two numbers of data.features".formatted(operation.word()));
    return Optional.empty();
  }

  private boolean isNumber(String name) {
    return data.features()
        .find(name)
        .filter(feature -> !(feature instanceof Feature.Category))
        .isPresent();
  }

  private String allowed() {
    Stream<String> parts =
        data.time().stream()
            .flatMap(time -> PARTS.stream().map(part -> "%s(%s)".formatted(part, time)));
    Stream<String> pairs = OPERATIONS.stream().map("%s(one, other)"::formatted);
    return Stream.concat(parts, pairs).collect(Collectors.joining(", "));
  }
}
