package io.millrace.message;

import io.millrace.problem.ProblemName;
import java.util.List;

/**
 * New immutable files have landed.
 *
 * @param asset the version of the data asset that lists them
 * @param files the new ones
 * @param totalRows events landed for the problem, these included
 * @param totalLabels ground truths landed for the problem, these included
 */
public record DataArrived(
    ProblemName problem, long asset, List<LandedFile> files, long totalRows, long totalLabels)
    implements ControlMessage {

  public DataArrived {
    files = List.copyOf(files);
  }
}
