package io.millrace.acceptance.faults.account;

import io.millrace.acceptance.faults.part.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which files have landed: as the data assets list them, and as they lie in the store. */
final class LandedFiles {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Store store;
  private final String problem;
  private final Map<String, List<String>> byAsset = new HashMap<>();

  LandedFiles(Store store, String problem) {
    this.store = store;
    this.problem = "problems/" + problem;
  }

  /**
   * @param folder {@code data} or {@code ground-truth}
   */
  List<String> inFolder(String folder) {
    return store.list(problem + "/" + folder).stream()
        .filter(path -> path.endsWith(".parquet"))
        .toList();
  }

  /** As often as they are listed. */
  List<String> inAssets(String folder) {
    String prefix = problem + "/" + folder + "/";
    List<String> files = new ArrayList<>();
    for (String asset : store.list(problem + "/assets")) {
      if (asset.endsWith(".json")) {
        byAsset.computeIfAbsent(asset, this::read).stream()
            .filter(path -> path.startsWith(prefix))
            .forEach(files::add);
      }
    }
    return files;
  }

  private List<String> read(String asset) {
    List<String> files = new ArrayList<>();
    for (JsonNode file : JSON.readTree(store.read(asset)).get("files")) {
      files.add(file.get("path").asString());
    }
    return files;
  }
}
