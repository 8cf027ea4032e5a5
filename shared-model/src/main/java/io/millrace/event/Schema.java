package io.millrace.event;

import java.util.List;
import java.util.Optional;

/** The features of a problem's events, in order. */
public record Schema(List<Feature> features) {

  public Schema {
    features = List.copyOf(features);
  }

  public Optional<Feature> find(String name) {
    return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
  }

  public List<String> names() {
    return features.stream().map(Feature::name).toList();
  }
}
