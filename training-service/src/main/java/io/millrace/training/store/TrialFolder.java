package io.millrace.training.store;

import io.millrace.scoring.model.PackageJson;
import io.millrace.training.search.Trial;
import io.millrace.training.search.TrialLog;
import io.millrace.training.store.TrialJournal.TrialFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The trials of a run in a folder of this machine: the same files as in the store. */
public final class TrialFolder implements TrialLog {

  private static final String JSON = ".json";

  private final Path folder;

  public TrialFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<Trial> ended() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(JSON))
          .map(TrialFolder::read)
          .sorted(Comparator.comparing(Trial::number))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("trials in " + folder, e);
    }
  }

  /** One that is there. */
  public Trial find(int trial) {
    return read(folder.resolve(trial + JSON));
  }

  private static Trial read(Path file) {
    try {
      return PackageJson.read(Files.readAllBytes(file), TrialFile.class).restored();
    } catch (IOException e) {
      throw new UncheckedIOException("trial " + file, e);
    }
  }

  @Override
  public float[] answers(int trial) {
    Path file = answersFile(trial);
    try {
      return Files.exists(file) ? Answers.of(Files.readAllBytes(file)) : new float[0];
    } catch (IOException e) {
      throw new UncheckedIOException("answers " + file, e);
    }
  }

  @Override
  public void keep(Trial trial, float[] answers) {
    try {
      Files.createDirectories(folder);
      if (answers.length > 0) {
        Files.write(answersFile(trial.number()), Answers.bytes(answers));
      }
      Path part = folder.resolve(trial.number() + ".part");
      Files.write(part, PackageJson.write(TrialFile.of(trial)));
      Files.move(part, folder.resolve(trial.number() + JSON), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("trial %d in %s".formatted(trial.number(), folder), e);
    }
  }

  private Path answersFile(int trial) {
    return folder.resolve(trial + ".answers");
  }
}
