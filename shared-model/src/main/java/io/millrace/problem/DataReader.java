package io.millrace.problem;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads step 2. */
final class DataReader {

  private static final int MOST_FEATURES = 2000;
  private static final String FEATURES =
      "a section of 1 to %d fields, each 'name: number', 'name: category' or 'name: boolean'"
          .formatted(MOST_FEATURES);

  private final Section data;
  private final Optional<Task> task;
  private final Optional<String> target;

  DataReader(Section data, Optional<Task> task, Optional<String> target) {
    this.data = data;
    this.task = task;
    this.target = target;
  }

  Data read() {
    Node timeNode = data.at("time");
    Optional<String> time = field(timeNode);
    Optional<String> format = timeFormat(data.at("time-format"), timeNode);
    Optional<String> key = field(data.at("key"));
    Optional<String> id = field(data.at("id"));
    Data found =
        new Data(
            time,
            format,
            key,
            id.orElse(Data.DEFAULT_ID),
            new Schema(
                task.filter(stated -> stated == Task.FORECASTING).isPresent()
                    ? history()
                    : features(time, id.orElse(Data.DEFAULT_ID))));
    data.end();
    return found;
  }

  private Optional<String> field(Node node) {
    Optional<String> name = node.fieldName();
    if (name.isPresent() && name.equals(target)) {
      node.refuse("another field than define.target");
    }
    return name;
  }

  private static Optional<String> timeFormat(Node node, Node time) {
    String allowed = "a date pattern such as 'yyyy-MM-dd HH:mm:ss' or 'dd/MM/yy'";
    if (!node.isAbsent() && time.isAbsent()) {
      node.refuse("nothing, unless data.time names the field that it describes");
      return Optional.empty();
    }
    Optional<String> pattern = node.text(allowed);
    if (pattern.isPresent() && !isPattern(pattern.get())) {
      node.refuse(allowed);
    }
    return pattern;
  }

  /** Some that are none, such as {@code ppddMM}, come back as a ClassCastException. */
  private static boolean isPattern(String pattern) {
    try {
      return pattern.length() <= 100
          && !DateTimeFormatter.ofPattern(pattern, Locale.ROOT).toString().isEmpty();
    } catch (IllegalArgumentException | ClassCastException notOne) {
      return false;
    }
  }

  /** What is forecast is all that a forecast is made from. */
  private List<Feature> history() {
    Node features = data.at("features");
    if (!features.isAbsent()) {
      features.refuse("nothing: a forecast is made from the target's own past and the calendar");
    }
    return target.stream()
        .<Feature>map(name -> new Feature.Number(name, false, Optional.empty()))
        .toList();
  }

  private List<Feature> features(Optional<String> time, String id) {
    Node node = data.isBroken() ? data.at("features") : data.required("features", FEATURES);
    Section section = node.section(FEATURES);
    List<Map.Entry<String, Node>> entries = section.each();
    if (!node.isAbsent() && !section.isBroken() && entries.isEmpty()
        || entries.size() > MOST_FEATURES) {
      node.refuse(FEATURES);
      return List.of();
    }
    List<Feature> features = new ArrayList<>();
    Names names = new Names();
    for (Map.Entry<String, Node> entry : entries) {
      String name = entry.getKey();
      names.take(entry.getValue(), name);
      refuseOtherRoles(entry.getValue(), name, time, id);
      new FeatureReader(name, entry.getValue()).read().ifPresent(features::add);
    }
    return features;
  }

  private void refuseOtherRoles(Node node, String name, Optional<String> time, String id) {
    if (target.filter(name::equalsIgnoreCase).isPresent()) {
      node.refuseSaying("the target", "the fields that are known when a prediction is made");
    } else if (time.filter(name::equals).isPresent()) {
      node.refuseSaying(
          "the field of data.time", "any other field; derive features of it in prepare.steps");
    } else if (name.equals(id)) {
      node.refuseSaying("the field of data.id", "any other field; an id says nothing of the rest");
    }
  }
}
