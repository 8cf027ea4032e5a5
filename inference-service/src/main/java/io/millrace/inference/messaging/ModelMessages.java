package io.millrace.inference.messaging;

import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.RegisteredModel;
import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.DataArrived;
import io.millrace.message.DriftDetected;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRegistered;
import io.millrace.message.ModelRejected;
import io.millrace.message.ModelRolledBack;
import io.millrace.message.ProblemApplied;
import io.millrace.message.ProblemDeleted;
import io.millrace.message.TrafficChanged;
import io.millrace.message.TrafficObserved;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.starter.messaging.ControlHandler;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import java.util.Objects;

/** Tells the loader what was registered and decided, and which problems there are. */
public final class ModelMessages implements ControlHandler, ProblemCatalog.Listener {

  private final ModelLoader loader;

  public ModelMessages(ModelLoader loader) {
    this.loader = loader;
  }

  @Override
  public void on(ControlMessage message, EventContext context) {
    switch (message) {
      case ModelRegistered registered -> loader.registered(model(registered, context));
      case ModelPromoted promoted -> loader.decided(promoted.problem(), promoted.traffic());
      case ModelRolledBack back -> loader.decided(back.problem(), back.traffic());
      case TrafficChanged changed -> loader.decided(changed.problem(), changed.traffic());
      case ModelRejected _,
          ProblemApplied _,
          ProblemDeleted _,
          DataArrived _,
          DriftDetected _,
          TrafficObserved _,
          Alert _ -> {} // not for the loader
    }
  }

  private static RegisteredModel model(ModelRegistered registered, EventContext context) {
    return new RegisteredModel(
        registered.problem(),
        registered.version(),
        registered.path(),
        registered.manifestDigest(),
        context.correlationId(),
        Objects.requireNonNullElse(registered.rollout(), Rollout.IMMEDIATE),
        registered.packaged());
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
