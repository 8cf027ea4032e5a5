package io.millrace.training.adopt;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What an {@code MLmodel} file says.
 *
 * @param flavours in which the model can be loaded
 * @param onnx the file of the graph, or its folder, from the model's own
 * @param torch the folder of PyTorch's file
 */
record MlflowModel(TreeSet<String> flavours, Optional<String> onnx, Optional<String> torch) {

  /** Only texts, numbers, lists and maps come out of it. */
  static MlflowModel read(String text) throws UnfitException {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(20);
    options.setNestingDepthLimit(20);
    try {
      Object tree = new Yaml(new SafeConstructor(options)).load(text);
      Map<?, ?> flavours = map(map(tree).get("flavors"));
      TreeSet<String> names = new TreeSet<>();
      flavours.keySet().forEach(name -> names.add(String.valueOf(name)));
      return new MlflowModel(
          names, path(flavours.get("onnx"), "data"), path(flavours.get("pytorch"), "model_data"));
    } catch (YAMLException e) {
      throw new UnfitException("its MLmodel is no YAML");
    }
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Optional<String> path(@Nullable Object flavour, String key) {
    return map(flavour).get(key) instanceof String path ? Optional.of(path) : Optional.empty();
  }
}
