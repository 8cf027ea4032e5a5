package io.millrace.training.run;

import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.PackageJson;
import io.millrace.training.register.ModelStore.NewModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A package that a computing has made, on its way to becoming a version: only its number, its place
 * and its time are still to be said.
 */
record MadeVersion(
    Plan plan, Path made, Optional<Manifest.Usage> usage, Instant now, Runnable stillOurs)
    implements NewModel {

  @Override
  public String run() {
    return plan.run();
  }

  @Override
  public int after() {
    return plan.newest();
  }

  @Override
  public int attempt() {
    return plan.record().attempt();
  }

  @Override
  public void check() {
    stillOurs.run();
  }

  @Override
  public ModelPackage write(Path folder, int version, String files) {
    return write(
        made, folder, manifest -> manifest.registered(version, files, now, usage.orElse(null)));
  }

  /**
   * Copies a package, and reads it whole, so that what does not hold together is found here and not
   * by inference.
   */
  static ModelPackage write(Path made, Path folder, UnaryOperator<Manifest> registered) {
    try {
      byte[] json = Files.readAllBytes(made.resolve(ModelPackage.MANIFEST));
      Manifest unregistered = PackageJson.read(json, Manifest.class);
      for (String name : ModelPackage.contents(unregistered)) {
        Files.copy(made.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      byte[] manifest = PackageJson.write(registered.apply(unregistered));
      Files.write(folder.resolve(ModelPackage.MANIFEST), manifest);
      return sound(ModelPackage.open(folder, Digest.of(manifest)));
    } catch (IOException e) {
      throw new IllegalStateException("the package in %s: %s".formatted(made, e), e);
    }
  }

  private static ModelPackage sound(PackageCheck check) {
    return switch (check) {
      case PackageCheck.Sound(ModelPackage sound) -> sound;
      case PackageCheck.Unsound(String reason) ->
          throw new IllegalStateException("the package that was made is unsound: " + reason);
    };
  }
}
