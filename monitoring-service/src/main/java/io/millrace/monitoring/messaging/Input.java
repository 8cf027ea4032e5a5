package io.millrace.monitoring.messaging;

import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.judge.Enforcement;
import io.millrace.monitoring.observe.Watch;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import java.util.List;

/** A message about one problem. */
sealed interface Input permits Incoming, Row {

  EventContext context();

  /** Where it came from. */
  Place place();

  /**
   * @throws MalformedMessageException when it cannot be read
   */
  List<News> tell(Watch watch, Enforcement enforcement);

  /** As it can be held back. */
  Incoming unread();
}
