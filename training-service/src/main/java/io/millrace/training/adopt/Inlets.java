package io.millrace.training.adopt;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.scoring.features.Encoder;
import io.millrace.scoring.features.Encoder.CategoryEncoder;
import io.millrace.scoring.features.Encoder.NumberEncoder;
import io.millrace.scoring.features.FittedFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a problem's features become what a graph takes: as they are, missing numbers as NaN.
 *
 * @param features the columns that ours is given
 * @param feeds what theirs is given of them
 */
record Inlets(FittedFeatures features, List<Feed> feeds) {

  /**
   * An input of theirs.
   *
   * @param first of our columns that it is made of
   * @param words of our columns, one each; empty for numbers
   */
  private record Feed(Port input, int first, int width, List<String> words) {}

  /**
   * @param words that each category is known to take
   */
  static Inlets of(List<Port> inputs, Schema schema, Map<String, List<String>> words)
      throws UnfitException {
    for (Port input : inputs) {
      if (!input.isOpen()) {
        throw new UnfitException(
            "its input takes a fixed number of rows (%s); allowed: any number, as the first dimension"
                .formatted(input));
      }
    }
    Optional<Inlets> found = named(inputs, schema, words).or(() -> matrix(inputs, numbers(schema)));
    return found.orElseThrow(() -> new UnfitException(refusal(inputs, schema)));
  }

  /** One matrix of all numbers, as a program takes it. */
  static FittedFeatures matrix(Schema schema) throws UnfitException {
    if (numbers(schema).isEmpty()) {
      throw new UnfitException(
          "the problem has no feature that is a number or a truth value, and a program takes no other");
    }
    return new FittedFeatures(numbers(schema).stream().map(Inlets::asItIs).toList());
  }

  private static List<String> numbers(Schema schema) {
    return schema.features().stream()
        .filter(feature -> !(feature instanceof Feature.Category))
        .map(Feature::name)
        .toList();
  }

  private static Optional<Inlets> matrix(List<Port> inputs, List<String> numbers) {
    if (inputs.size() != 1 || numbers.isEmpty()) {
      return Optional.empty();
    }
    Port input = inputs.getFirst();
    boolean fits =
        input.isReal()
            && (!input.hasShape()
                || (input.shape().size() == 2
                    && (input.width() == Port.ANY || input.width() == numbers.size())));
    List<Encoder> encoders = numbers.stream().map(Inlets::asItIs).toList();
    return fits
        ? Optional.of(
            new Inlets(
                new FittedFeatures(encoders),
                List.of(new Feed(input, 0, numbers.size(), List.of()))))
        : Optional.empty();
  }

  private static Optional<Inlets> named(
      List<Port> inputs, Schema schema, Map<String, List<String>> words) {
    Map<String, Port> byName =
        inputs.stream().collect(Collectors.toMap(Port::name, port -> port, (one, _) -> one));
    List<Encoder> encoders = new ArrayList<>();
    List<Feed> feeds = new ArrayList<>();
    int column = 0;
    for (Feature feature : schema.features()) {
      Port input = byName.get(feature.name());
      if (input == null) {
        continue;
      }
      List<String> known =
          feature instanceof Feature.Category
              ? words.getOrDefault(feature.name(), List.of())
              : List.of();
      Encoder encoder =
          feature instanceof Feature.Category
              ? new CategoryEncoder(feature.name(), known)
              : asItIs(feature.name());
      boolean fits = feature instanceof Feature.Category ? input.isText() : input.takesNumbers();
      if (!fits || (input.hasShape() && !input.isColumn()) || encoder.width() == 0) {
        return Optional.empty();
      }
      encoders.add(encoder);
      feeds.add(new Feed(input, column, encoder.width(), known));
      column += encoder.width();
    }
    return feeds.size() == inputs.size() && !feeds.isEmpty()
        ? Optional.of(new Inlets(new FittedFeatures(encoders), feeds))
        : Optional.empty();
  }

  private static Encoder asItIs(String feature) {
    return new NumberEncoder(feature, Double.NaN, 0, 1);
  }

  private static String refusal(List<Port> inputs, Schema schema) {
    List<String> numbers = numbers(schema);
    String found = inputs.stream().map(Port::toString).collect(Collectors.joining("; "));
    String named =
        schema.features().stream()
            .map(
                feature ->
                    feature.name() + (feature instanceof Feature.Category ? " (string)" : ""))
            .collect(Collectors.joining(", "));
    return "it takes %s; allowed: one matrix of float or double [any, %d], its columns %s; or a tensor [any] or [any, 1] for each feature that it takes, by its name: %s"
        .formatted(found, numbers.size(), String.join(", ", numbers), named);
  }

  /** Makes each of their inputs of our matrix. */
  void weld(Weld weld, String matrix, Renaming names) {
    for (Feed feed : feeds) {
      String name = names.of(feed.input().name());
      boolean isWhole = feed.width() == features.width() && feed.words().isEmpty();
      String columns =
          isWhole && feeds.size() == 1
              ? matrix
              : weld.columns(matrix, feed.first(), feed.width(), "column/" + name);
      String values =
          feed.words().isEmpty()
              ? weld.cast(columns, feed.input().element(), "typed/" + name)
              : weld.words(columns, feed.words(), "typed/" + name);
      if (feed.input().shape().size() == 1) {
        weld.shaped(values, true, name);
      } else {
        weld.same(values, name);
      }
    }
  }
}
