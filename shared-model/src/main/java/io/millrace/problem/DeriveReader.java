package io.millrace.problem;

import io.millrace.problem.Prepare.TimePart;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code derive: {hour: hour-of-day(date)}}. */
final class DeriveReader {

  private static final Pattern CALL = Pattern.compile("([A-Za-z_-]{1,30})\\((.{0,100})\\)");
  private static final List<String> PARTS =
      Arrays.stream(TimePart.values()).map(TimePart::word).toList();

  private final Data data;
  private final Names names = new Names();

  DeriveReader(Data data, Optional<String> target) {
    this.data = data;
    Node known = new Node("", null, new Findings());
    data.features().names().forEach(name -> names.take(known, name));
    target.ifPresent(name -> names.take(known, name));
  }

  Map<String, TimePart> read(Node node) {
    String allowed = "a section of new features, such as {hour: %s}".formatted(example());
    Section section = node.section(allowed);
    if (section.isEmpty() && !section.isBroken()) {
      node.refuse(allowed);
    }
    Map<String, TimePart> parts = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : section.each()) {
      names.take(entry.getValue(), entry.getKey());
      part(entry.getValue()).ifPresent(part -> parts.put(entry.getKey(), part));
    }
    return parts;
  }

  private Optional<TimePart> part(Node node) {
    if (data.time().isEmpty()) {
      node.refuse("nothing, unless data.time names the field that holds the event's time");
      return Optional.empty();
    }
    String allowed =
        PARTS.stream()
            .map(part -> "%s(%s)".formatted(part, data.time().get()))
            .collect(Collectors.joining(", "));
    Matcher call = CALL.matcher(node.value() instanceof String text ? text.strip() : "");
    if (!call.matches() || !call.group(2).strip().equals(data.time().get())) {
      node.refuse(allowed);
      return Optional.empty();
    }
    int index = PARTS.indexOf(call.group(1));
    if (index < 0) {
      node.refuse(allowed + Nearest.hint(call.group(1), PARTS));
      return Optional.empty();
    }
    return Optional.of(TimePart.values()[index]);
  }

  private String example() {
    return "hour-of-day(" + data.time().orElse("date") + ")";
  }
}
