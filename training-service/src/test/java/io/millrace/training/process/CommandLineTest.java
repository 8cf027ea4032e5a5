package io.millrace.training.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Cause;
import io.millrace.problem.Compute.Device;
import io.millrace.training.run.Job;
import io.millrace.training.run.JobFolder;
import io.millrace.training.run.Share;
import io.millrace.training.store.RunPlan;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.StoredRun;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training process is given. */
class CommandLineTest {

  @TempDir Path folder;

  @Test
  void boundsWhatItMayUse() {
    List<String> command = command(new Share(1, 2L << 30, Device.CPU)).command();

    assertThat(command)
        .contains("-Xmx1024m", "-XX:MaxDirectMemorySize=256m", "-XX:ActiveProcessorCount=1")
        .contains("-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC");
    assertThat(command.getLast()).isEqualTo(folder.toString());
    assertThat(command(new Share(4, 2L << 30, Device.CPU)).command())
        .contains("-XX:ActiveProcessorCount=4", "-XX:+UseParallelGC");
  }

  @Test
  void inheritsNothingOfTheServicesSurroundingsThatMayBeASecret() {
    Map<String, String> environment = command(new Share(1, 2L << 30, Device.CPU)).environment();

    assertThat(environment.keySet())
        .isSubsetOf(
            "PATH",
            "HOME",
            "USER",
            "LANG",
            "LC_ALL",
            "TZ",
            "LD_LIBRARY_PATH",
            "DJL_CACHE_DIR",
            "ENGINE_CACHE_DIR",
            "SystemRoot",
            "USERPROFILE",
            "CLASSPATH",
            "OMP_NUM_THREADS",
            "OMP_WAIT_POLICY",
            "MALLOC_ARENA_MAX",
            "ORT_DISABLE_TELEMETRY",
            "CUDA_VISIBLE_DEVICES");
    assertThat(environment).containsEntry("CUDA_VISIBLE_DEVICES", "");
    assertThat(command(new Share(1, 2L << 30, Device.GPU)).environment())
        .doesNotContainKey("CUDA_VISIBLE_DEVICES");
  }

  @Test
  void findsItsClassesFromAnyFolder() {
    String path = command(new Share(1, 2L << 30, Device.CPU)).environment().get("CLASSPATH");

    assertThat(Arrays.stream(path.split(File.pathSeparator)).map(Path::of))
        .allMatch(Path::isAbsolute);
  }

  @Test
  void findsTheNativeLibrariesWhereItsServiceDoes() {
    assertThat(command(new Share(1, 2L << 30, Device.CPU)).command())
        .contains("-Djava.library.path=" + System.getProperty("java.library.path"));
  }

  @Test
  void readsTheJobAsItWasWritten() {
    Job job = job(new Share(2, 2L << 30, Device.GPU));
    Handover handover = Handover.of(job.folder());

    handover.put(job);

    assertThat(handover.job()).isEqualTo(job);
  }

  private ProcessBuilder command(Share share) {
    Job job = job(share);
    return CommandLine.of(job, Handover.of(job.folder()));
  }

  private Job job(Share share) {
    RunRecord record =
        RunRecord.queued("r-1", new Cause(Cause.Kind.REQUEST, "asked"), Instant.EPOCH, 1, 20, "c");
    RunPlan plan =
        new RunPlan(1, Map.of("problem", "room"), null, 0, List.of(), Instant.EPOCH, 0, null);
    return new Job(
        StoredRun.opened(record, plan),
        List.of(),
        List.of(folder.resolve("a.parquet")),
        List.of(),
        null,
        share,
        1000,
        null,
        new JobFolder(folder));
  }
}
