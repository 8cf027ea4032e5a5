package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.part.ClusterSettings;
import io.millrace.acceptance.faults.part.ClusterSettings.StoreKind;
import io.millrace.acceptance.faults.part.HarnessFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes. */
final class Options {

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Events a second (default: ${DEFAULT-VALUE}).")
  int rate;

  @Option(
      names = "--store",
      paramLabel = "KIND",
      defaultValue = "any",
      description =
          "What holds the blobs: azurite, folder, or any, which is azurite where it is to be had"
              + " (default).")
  String store = "any";

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Where logs and data are kept, whatever the outcome.")
  @Nullable Path keep;

  /** A folder of this run alone. */
  Path home() {
    try {
      return keep != null
          ? Files.createDirectories(keep)
          : Files.createTempDirectory(Files.createDirectories(work().resolve("runs")), "faults-");
    } catch (IOException e) {
      throw new HarnessFailure("no folder for this run: " + e.getMessage(), e);
    }
  }

  ClusterSettings cluster(Path home, int instances) {
    StoreKind kind = StoreKind.valueOf(store.toUpperCase(java.util.Locale.ROOT));
    return new ClusterSettings(home, work(), servicesLib(), instances, kind);
  }

  private static Path work() {
    return Path.of(System.getProperty("millrace.faults.work", "acceptance/target"))
        .toAbsolutePath();
  }

  private static Path servicesLib() {
    return Path.of(System.getProperty("millrace.faults.lib", "quickstart/target/lib"))
        .toAbsolutePath();
  }

  /** A run that went well leaves nothing, unless it was asked to. */
  void tidy(Path home, boolean well) throws IOException {
    if (well && keep == null) {
      try (var files = Files.walk(home)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
