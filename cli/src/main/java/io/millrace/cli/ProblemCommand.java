package io.millrace.cli;

import io.millrace.problem.ProblemName;
import picocli.CommandLine.Parameters;

/** A command about one problem. */
abstract class ProblemCommand extends StackCommand {

  @Parameters(
      index = "0",
      paramLabel = "PROBLEM",
      converter = ProblemParameter.class,
      description = "The problem's name.")
  private ProblemName problem = new ProblemName("none");

  final ProblemName problem() {
    return problem;
  }
}
