package io.millrace.training.run;

import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.evaluate.Account;
import io.millrace.training.evaluate.Baselines;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.evaluate.Measured;
import io.millrace.training.evaluate.Verdict;
import io.millrace.training.prepare.Preparation.Ready;
import io.millrace.training.store.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who competed, on which rows, and who won.
 *
 * @param candidates the best on the validation rows first
 * @param best that was to win, whether it did or not
 * @param champion what served; null where there was nothing to compare with
 */
record Contest(
    Ready rows,
    Holdout holdout,
    List<Candidate> candidates,
    Candidate best,
    Manifest.@org.jspecify.annotations.Nullable Champion champion,
    Baselines naive,
    Verdict verdict) {

  Evaluation evaluation() {
    return Account.of(
        best.measured(), best.validation().map(Measured::metrics).orElse(Map.of()), naive, verdict);
  }

  List<Manifest.Candidate> described() {
    boolean won = verdict instanceof Verdict.Wins;
    List<Manifest.Candidate> all = new ArrayList<>();
    for (Candidate candidate : candidates) {
      all.add(candidate.described(won && candidate == best));
    }
    return all;
  }

  RunRecord.Report report() {
    return new RunRecord.Report(
        rows.duplicates(),
        best.name(),
        described(),
        champion,
        naive.constant().metrics(),
        rows.warnings(),
        rows.sinceChange());
  }
}
