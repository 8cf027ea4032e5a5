package io.millrace.training.run;

import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.PackageJson;
import io.millrace.training.register.ModelStore.NewModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

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

  /** Reads it whole, so that what does not hold together is found here and not by inference. */
  @Override
  public ModelPackage write(Path folder, int version, String files) {
    try {
      for (String name : ModelPackage.CONTENTS) {
        Files.copy(made.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      byte[] manifest = PackageJson.write(manifest(version, files));
      Files.write(folder.resolve(ModelPackage.MANIFEST), manifest);
      return sound(ModelPackage.open(folder, Digest.of(manifest)));
    } catch (IOException e) {
      throw new IllegalStateException("the model of run %s: %s".formatted(run(), e), e);
    }
  }

  private Manifest manifest(int version, String files) {
    try {
      byte[] json = Files.readAllBytes(made.resolve(ModelPackage.MANIFEST));
      return PackageJson.read(json, Manifest.class)
          .registered(version, files, now, usage.orElse(null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
