package io.millrace.inference.messaging;

import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.RegisteredModel;
import io.millrace.message.ControlMessage;
import io.millrace.message.ModelRegistered;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlHandler;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;

/** Tells the loader what was registered and which problems there are. */
public final class ModelMessages implements ControlHandler, ProblemCatalog.Listener {

  private final ModelLoader loader;

  public ModelMessages(ModelLoader loader) {
    this.loader = loader;
  }

  @Override
  public void on(ControlMessage message, EventContext context) {
    if (message instanceof ModelRegistered model) {
      loader.registered(
          new RegisteredModel(
              model.problem(),
              model.version(),
              model.path(),
              model.manifestDigest(),
              context.correlationId()));
    }
  }

  @Override
  public void applied(VersionedProblem problem) {
    loader.stated(problem.problem().name());
  }

  @Override
  public void deleted(ProblemName name) {
    loader.deleted(name);
  }
}
