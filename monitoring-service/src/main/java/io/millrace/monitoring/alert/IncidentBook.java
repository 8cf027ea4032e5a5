package io.millrace.monitoring.alert;

import java.util.List;
import java.util.Optional;

/** One problem's incidents: those that are open, and those that were closed not long ago. */
public interface IncidentBook {

  Optional<Incident> incident(int version, Incident.Kind kind);

  /** By version. */
  List<Incident> incidents();

  /** In the place of the one that its version had of its kind. */
  void keep(Incident incident);

  void forget(Incident incident);
}
