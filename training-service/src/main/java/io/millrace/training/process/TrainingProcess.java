package io.millrace.training.process;

import io.millrace.problem.Compute.Device;
import io.millrace.starter.web.Correlation;
import io.millrace.training.run.Computed;
import io.millrace.training.run.Follower;
import io.millrace.training.run.InProcess;
import io.millrace.training.run.Job;
import io.millrace.training.search.Trial;
import io.millrace.training.search.TrialLog;
import io.millrace.training.store.RunRecord.Progress;
import io.millrace.training.train.Accelerator;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of one run: computes the job of a folder, leaves there what it makes, and prints how
 * far it is. It ends with its service, whose end of its standard input closes however it dies.
 */
final class TrainingProcess implements Follower {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingProcess.class);
  private static final int FAILED = 1;

  private final PrintStream out;
  private final Handover handover;

  private TrainingProcess(PrintStream out, Handover handover) {
    this.out = out;
    this.handover = handover;
  }

  static void main(String... args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err); // what libraries print is no event
    Thread.ofPlatform().daemon().name("parent").start(TrainingProcess::endWithParent);
    beKilledFirst();
    TrainingProcess process = new TrainingProcess(out, new Handover(Path.of(args[0])));
    Runtime.getRuntime().halt(process.run());
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        continue; // nothing is said there
      }
    } catch (IOException e) {
      LOG.debug("standard input: {}", e.toString());
    }
    Runtime.getRuntime().halt(FAILED);
  }

  /** Where the machine has no memory left, Linux is to end this and not the service. */
  private static void beKilledFirst() {
    Path score = Path.of("/proc/self/oom_score_adj");
    try {
      if (Files.isWritable(score)) {
        Files.writeString(score, "1000");
      }
    } catch (IOException e) {
      LOG.debug("{}: {}", score, e.toString());
    }
  }

  private int run() {
    try {
      Job job = handover.job();
      Correlation.run(job.run().record().correlationId(), () -> compute(job));
      return 0;
    } catch (Throwable e) { // whatever it is, the service is to hear of it
      LOG.error("failed", e);
      tell(Event.of(e.getMessage() == null ? e.toString() : e.getMessage()));
      return FAILED;
    } finally {
      tell(Event.of(Vitals.of(ProcessHandle.current())));
    }
  }

  private void compute(Job job) {
    boolean gpu = job.share().device() == Device.GPU;
    if (gpu) {
      Accelerator.require();
    }
    Computed computed = new InProcess(gpu).compute(job, new Told(handover.trials()), this);
    handover.put(computed.outcome());
  }

  @Override
  public void reached(Progress progress) {
    LOG.info("{} %: {}", progress.percent(), progress.doing());
    tell(Event.of(progress));
  }

  @Override
  public void ensureWanted() {
    // whoever does not want this any more ends the process
  }

  @Override
  public void printed(byte[] text) {
    // the service sees it all
  }

  /** One write, so that what others print meanwhile comes before it or after it. */
  private synchronized void tell(Event event) {
    byte[] line = event.line().getBytes(StandardCharsets.UTF_8);
    out.write(line, 0, line.length);
    out.flush();
  }

  /** Trials that the service hears of. */
  private final class Told implements TrialLog {

    private final TrialLog folder;

    private Told(TrialLog folder) {
      this.folder = folder;
    }

    @Override
    public List<Trial> ended() {
      return folder.ended();
    }

    @Override
    public float[] answers(int trial) {
      return folder.answers(trial);
    }

    @Override
    public void keep(Trial trial, float[] answers) {
      folder.keep(trial, answers);
      tell(Event.of(trial.number()));
    }
  }
}
