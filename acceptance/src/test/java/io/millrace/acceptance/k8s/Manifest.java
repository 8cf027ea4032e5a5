package io.millrace.acceptance.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One document of YAML: an object for the cluster, a patch, or a kustomization.
 *
 * @param origin where it stands, for people
 */
record Manifest(String origin, Map<?, ?> content) {

  static List<Manifest> read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a text; a key that is there twice is refused. */
  static List<Manifest> parse(String origin, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Manifest> all = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
      if (!(document instanceof Map<?, ?> content)) {
        throw new IllegalArgumentException(origin + ": a document that is no object");
      }
      all.add(new Manifest(origin, content));
    }
    return all;
  }

  String apiVersion() {
    return text("apiVersion");
  }

  String kind() {
    return text("kind");
  }

  String name() {
    return at("metadata", "name").map(Object::toString).orElse("");
  }

  String namespace() {
    return at("metadata", "namespace").map(Object::toString).orElse("");
  }

  private String text(String key) {
    return content.get(key) instanceof String text ? text : "";
  }

  /** What lies at the end of these keys. */
  Optional<Object> at(String... keys) {
    return at(content, keys);
  }

  static Optional<Object> at(Object from, String... keys) {
    Object found = from;
    for (String key : keys) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return Optional.ofNullable(found);
  }

  /** The list there; empty, if there is none. */
  static List<?> list(Object from, String... keys) {
    return at(from, keys).map(found -> (List<?>) found).orElse(List.of());
  }

  @Override
  public String toString() {
    return "%s: %s %s".formatted(origin, kind(), name());
  }
}
