package io.millrace.starter.messaging;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in plain words what to do about a broker without transactions. */
final class GuaranteeRefusedAnalyzer extends AbstractFailureAnalyzer<GuaranteeRefusedException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, GuaranteeRefusedException cause) {
    return new FailureAnalysis(cause.getMessage(), RefusedGuarantees.REMEDY, cause);
  }
}
