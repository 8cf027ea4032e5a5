package io.millrace.monitoring.messaging;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.judge.Enforcement;
import io.millrace.monitoring.observe.Told;
import io.millrace.monitoring.observe.Watch;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.util.List;

/** A message that has been read: one of many alike. */
sealed interface Row extends Input {

  /** What a model said of an event. */
  record Predicted(EventContext context, Place place, Prediction prediction) implements Row {

    @Override
    public List<News> tell(Watch watch, Enforcement enforcement) {
      return watch.predicted(
          new Told(prediction, context.subject(), context.time(), context.correlationId()));
    }

    @Override
    public Incoming unread() {
      return new Incoming(context, MillraceJson.mapper().writeValueAsBytes(prediction), place);
    }
  }

  /** That an event was refused, and never predicted. */
  record Refused(EventContext context, Place place) implements Row {

    @Override
    public List<News> tell(Watch watch, Enforcement enforcement) {
      watch.refused();
      return List.of();
    }

    @Override
    public Incoming unread() {
      return new Incoming(context, new byte[0], place);
    }
  }

  /** What was true of an event. */
  record Labelled(EventContext context, Place place, GroundTruth truth) implements Row {

    @Override
    public List<News> tell(Watch watch, Enforcement enforcement) {
      return watch.labelled(
          new EventId(context.subject()), truth, context.time(), context.correlationId());
    }

    @Override
    public Incoming unread() {
      return new Incoming(context, MillraceJson.mapper().writeValueAsBytes(truth), place);
    }
  }
}
