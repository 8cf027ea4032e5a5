package io.millrace.training.process;

import io.millrace.scoring.model.PackageJson;
import io.millrace.training.run.Computed.Outcome;
import io.millrace.training.run.Job;
import io.millrace.training.run.JobFolder;
import io.millrace.training.store.TrialFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a service and its training process leave each other in the job's folder. */
record Handover(Path folder) {

  static Handover of(JobFolder folder) {
    return new Handover(folder.path());
  }

  void put(Job job) {
    write("job.json", PackageJson.write(job));
  }

  Job job() {
    return PackageJson.read(read("job.json"), Job.class);
  }

  TrialFolder trials() {
    return new TrialFolder(folder.resolve("trials"));
  }

  void put(Outcome outcome) {
    write("outcome.json", PackageJson.write(OutcomeFile.of(outcome)));
  }

  Outcome outcome() {
    return PackageJson.read(read("outcome.json"), OutcomeFile.class).outcome();
  }

  /** What the JVM writes when native code crashes it. */
  Path crash() {
    return folder.resolve("crash.log");
  }

  /** Where libraries put their native code; it goes with the folder. */
  Path temporary() {
    try {
      return Files.createDirectories(folder.resolve("tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, byte[] content) {
    try {
      Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private byte[] read(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
