package io.millrace.acceptance.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files that an overlay is made of, found as kustomize finds them: from a kustomization to
 * those that it names.
 */
final class Sources {

  static final Path FOLDER = Path.of("..", "k8s").normalize();
  private static final String NAME = "kustomization.yaml";

  private final List<Manifest> kustomizations = new ArrayList<>();
  private final List<Manifest> objects = new ArrayList<>();
  private final List<Manifest> patches = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  /** Of each ConfigMap that is generated, its files by name. */
  private final Map<String, Map<String, Path>> settings = new LinkedHashMap<>();

  private Sources() {}

  static Sources of(Path overlay) {
    Sources sources = new Sources();
    sources.add(overlay);
    return sources;
  }

  static List<Path> overlays() {
    try (Stream<Path> folders = Files.list(FOLDER.resolve("overlays"))) {
      return folders.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Path folder) {
    Path file = folder.resolve(NAME);
    files.add(file);
    Manifest kustomization = Manifest.read(file).getFirst();
    kustomizations.add(kustomization);
    for (String key : List.of("resources", "components", "transformers")) {
      for (Object named : Manifest.list(kustomization.content(), key)) {
        Path path = folder.resolve(named.toString()).normalize();
        if (Files.isDirectory(path)) {
          add(path);
        } else {
          files.add(path);
          objects.addAll(Manifest.read(path));
        }
      }
    }
    for (Object patch : Manifest.list(kustomization.content(), "patches")) {
      Path path = folder.resolve(Manifest.at(patch, "path").orElseThrow().toString());
      files.add(path);
      patches.addAll(Manifest.read(path));
    }
    for (Object generator : Manifest.list(kustomization.content(), "configMapGenerator")) {
      String map = Manifest.at(generator, "name").orElseThrow().toString();
      for (Object named : Manifest.list(generator, "files")) {
        Path path = folder.resolve(named.toString());
        files.add(path);
        settings
            .computeIfAbsent(map, _ -> new LinkedHashMap<>())
            .put(path.getFileName().toString(), path);
      }
    }
  }

  List<Manifest> kustomizations() {
    return kustomizations;
  }

  /** What goes to the cluster, before patches; and the transformers. */
  List<Manifest> objects() {
    return objects;
  }

  List<Manifest> patches() {
    return patches;
  }

  List<Path> files() {
    return files;
  }

  Map<String, Map<String, Path>> settings() {
    return settings;
  }
}
