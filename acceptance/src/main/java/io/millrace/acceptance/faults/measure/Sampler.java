package io.millrace.acceptance.faults.measure;

import io.millrace.acceptance.faults.part.Cluster;
import io.millrace.acceptance.faults.part.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at every part, again and again. */
public final class Sampler implements AutoCloseable {

  /** A collection costs something: not with every look. */
  private static final int HEAP_EVERY = 4;

  private final Cluster cluster;
  private final LagProbe lags;
  private final List<Sample> samples = new ArrayList<>();
  private final long began = System.nanoTime();
  private int looks;

  public Sampler(Cluster cluster) {
    this.cluster = cluster;
    this.lags = new LagProbe(cluster.bootstrapServers());
  }

  public void look() {
    double now = (System.nanoTime() - began) / 1e9;
    boolean heap = looks++ % HEAP_EVERY == 0;
    for (Part part : cluster.parts()) {
      part.pid().ifPresent(pid -> look(part, pid, now, heap));
    }
    lags.lags().forEach((group, lag) -> samples.add(new Sample(now, group, Measure.LAG, lag)));
  }

  private void look(Part part, long pid, double now, boolean heap) {
    for (Map.Entry<Measure, Double> found : ProcessProbe.system(pid).entrySet()) {
      samples.add(new Sample(now, part.name(), found.getKey(), found.getValue()));
    }
    if (heap && !part.equals(cluster.store())) {
      ProcessProbe.heap(pid)
          .ifPresent(used -> samples.add(new Sample(now, part.name(), Measure.HEAP, used)));
    }
  }

  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  @Override
  public void close() {
    lags.close();
  }
}
