package io.millrace.training.store;

import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The trials of every run. */
public final class TrialJournals {

  private static final Pattern FILE = Pattern.compile(".*/runs/([^/]+)/trials/[0-9]+\\.json");

  private final BlobStore blobs;

  public TrialJournals(BlobStore blobs) {
    this.blobs = blobs;
  }

  public TrialJournal of(ProblemName problem, String run) {
    return new TrialJournal(blobs, problem, run);
  }

  /** How many trials of each run have ended, by its name; runs without any are not there. */
  public Map<String, Long> counts(ProblemName problem) {
    return blobs.list("problems/%s/runs/".formatted(problem)).stream()
        .map(FILE::matcher)
        .filter(Matcher::matches)
        .collect(Collectors.groupingBy(file -> file.group(1), Collectors.counting()));
  }
}
