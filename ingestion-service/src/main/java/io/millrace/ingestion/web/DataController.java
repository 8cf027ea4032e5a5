package io.millrace.ingestion.web;

import io.millrace.ingestion.land.Asset;
import io.millrace.ingestion.land.Assets;
import io.millrace.ingestion.land.ColumnProfile;
import io.millrace.problem.ProblemName;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says what has landed. */
@RestController
class DataController {

  private final Directory directory;
  private final Assets assets;

  DataController(Directory directory, Assets assets) {
    this.directory = directory;
    this.assets = assets;
  }

  /**
   * @param asset the latest version; 0 before the first
   * @param files how many there are
   * @param profile of the latest asset's files
   */
  record Landed(
      String problem,
      long asset,
      long rows,
      long labels,
      long files,
      Map<String, ColumnProfile> profile) {}

  @Operation(summary = "What has landed")
  @GetMapping("/v1/problems/{problem}/data")
  Landed data(@PathVariable String problem) {
    ProblemName name = directory.find(problem).problem().name();
    return Answers.of(
        () -> assets.latest(name).map(DataController::landed).orElseGet(() -> nothing(name)));
  }

  private static Landed landed(Asset asset) {
    return new Landed(
        asset.problem().value(),
        asset.version(),
        asset.totalRows(),
        asset.totalLabels(),
        asset.totalFiles(),
        asset.profile());
  }

  private static Landed nothing(ProblemName name) {
    return new Landed(name.value(), 0, 0, 0, 0, Map.of());
  }
}
