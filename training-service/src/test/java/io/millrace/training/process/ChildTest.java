package io.millrace.training.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.problem.Compute.Device;
import io.millrace.training.run.ComputeFailed;
import io.millrace.training.run.Follower;
import io.millrace.training.run.Share;
import io.millrace.training.store.RunRecord.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that come to an end, and what is said of it. */
class ChildTest {

  private static final Share SHARE = new Share(1, 2L << 30, Device.CPU);
  private static final Follower NOBODY =
      new Follower() {
        @Override
        public void reached(Progress progress) {}

        @Override
        public void ensureWanted() {}

        @Override
        public void printed(byte[] text) {}
      };

  @TempDir Path folder;
  private final Printed printed = new Printed();

  @Test
  void saysThatTheHeapWasTooSmall() throws Exception {
    assertThat(death("heap").sentence())
        .isEqualTo(
            "the training process ran out of memory (Java heap space): its heap had 1.0 GB of the"
                + " 2.0 GB that it was given; train.compute.memory gives more");
  }

  @Test
  void saysTheExitCode() throws Exception {
    assertThat(death("exit").sentence())
        .isEqualTo("the training process ended with exit code 7; it had 2.0 GB, peak 1.5 GB");
  }

  @Test
  void saysWhichSignalKilledIt() throws Exception {
    assertThat(killed("KILL").sentence())
        .isEqualTo(
            "the training process was killed by signal 9: out of memory? it had 2.0 GB, peak 1.5"
                + " GB");
    assertThat(killed("TERM").sentence())
        .isEqualTo("the training process was killed by signal 15; it had 2.0 GB, peak 1.5 GB");
  }

  @Test
  void saysWhereNativeCodeCrashed() throws Exception {
    assertThat(killed("SEGV").sentence())
        .startsWith("the training process crashed in native code: SIGSEGV (0xb)")
        .contains("C  [")
        .endsWith("it had 2.0 GB, peak 1.5 GB");
  }

  @Test
  void endsAllThatAProcessHasStarted() throws Exception {
    try (Child child = Child.start(Doomed.command(folder, "family"))) {
      CompletableFuture<Integer> status = following(child);
      await().until(() -> !printed.lastWith("waiting").isEmpty());
      List<ProcessHandle> family =
          ProcessHandle.of(child.pid()).orElseThrow().descendants().toList();
      assertThat(family).isNotEmpty();

      child.stop();

      assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(128 + 15);
      await().until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void aProcessThatTakesMoreMemoryThanItWasGivenIsEnded() throws Exception {
    Share small = new Share(1, 8L << 20, Device.CPU);
    try (Child child = Child.start(Doomed.command(folder, "wait"))) {
      Supervision supervision = new Supervision(child, small, Duration.ofHours(1), NOBODY);
      CompletableFuture<Integer> status = following(child);
      await().until(() -> !printed.lastWith("waiting").isEmpty());

      supervision.look();

      assertThat(status.get(30, TimeUnit.SECONDS)).isNotZero();
      assertThat(supervision.brokenOff())
          .isInstanceOf(ComputeFailed.class)
          .hasMessageMatching(
              "the training process took \\d+ MB of memory and was given 8 MB"
                  + " \\(train.compute.memory\\)");
      assertThat(supervision.usage().orElseThrow().peakMemory()).isGreaterThan(8L << 20);
    }
  }

  @Test
  void aProcessThatTakesTooLongOrIsNotWantedIsEnded() throws Exception {
    assertThat(brokenOff(Duration.ZERO.minusSeconds(1), NOBODY))
        .hasMessage("the training took longer than PT-1S (millrace.training.longest)");
    Follower gone =
        new Follower() {
          @Override
          public void reached(Progress progress) {}

          @Override
          public void ensureWanted() {
            throw new IllegalStateException("cancelled");
          }

          @Override
          public void printed(byte[] text) {}
        };
    assertThat(brokenOff(Duration.ofHours(1), gone)).hasMessage("cancelled");
  }

  private RuntimeException brokenOff(Duration longest, Follower follower) throws Exception {
    try (Child child = Child.start(Doomed.command(folder, "wait"))) {
      Supervision supervision = new Supervision(child, SHARE, longest, follower);
      CompletableFuture<Integer> status = following(child);
      supervision.look();
      assertThat(status.get(30, TimeUnit.SECONDS)).isNotZero();
      return supervision.brokenOff();
    }
  }

  private Death death(String end) throws Exception {
    try (Child child = Child.start(Doomed.command(folder, end))) {
      return death(child.follow(printed::add));
    }
  }

  private Death killed(String signal) throws Exception {
    Printed said = new Printed();
    try (Child child = Child.start(Doomed.command(folder, "wait"))) {
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(() -> child.follow(said::add));
      await().until(() -> !said.lastWith("waiting").isEmpty());
      new ProcessBuilder("kill", "-" + signal, String.valueOf(child.pid())).start().waitFor();
      return death(status.get(30, TimeUnit.SECONDS));
    }
  }

  private Death death(int status) {
    return new Death(status, SHARE, 3L << 29, printed, folder.resolve("crash.log"));
  }

  private CompletableFuture<Integer> following(Child child) {
    return CompletableFuture.supplyAsync(() -> child.follow(printed::add));
  }
}
