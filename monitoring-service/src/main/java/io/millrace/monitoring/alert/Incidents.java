package io.millrace.monitoring.alert;

import io.millrace.message.Alert;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells which findings belong together. Each look is answered with what there is to tell of it. */
public final class Incidents {

  private final IncidentBook book;
  private final Clock clock;

  public Incidents(IncidentBook book, Clock clock) {
    this.book = book;
    this.clock = clock;
  }

  public Optional<Incident> found(
      Occasion occasion, Incident.Kind kind, Alert.Severity severity, Pace pace) {
    Incident now =
        book.incident(occasion.version(), kind)
            .map(known -> known.found(severity, pace))
            .orElseGet(() -> opened(occasion, kind, severity));
    book.keep(now);
    return Optional.of(now).filter(Incident::isNews);
  }

  private Incident opened(Occasion occasion, Incident.Kind kind, Alert.Severity severity) {
    return Incident.opened(
        occasion.id(kind.name()), kind, occasion.version(), severity, clock.instant());
  }

  /** Of a look that found nothing. */
  public Optional<Incident> missed(int version, Incident.Kind kind, Pace pace) {
    return book.incident(version, kind)
        .map(known -> known.missed(pace))
        .map(now -> kept(now, pace))
        .filter(Incident::isNews);
  }

  private Incident kept(Incident now, Pace pace) {
    if (now.isPast(pace)) {
      book.forget(now);
    } else {
      book.keep(now);
    }
    return now;
  }

  /** Of a look that found the opposite. */
  public Optional<Incident> cleared(int version, Incident.Kind kind, Pace pace) {
    return book.incident(version, kind)
        .map(known -> known.isOpen() ? known.closed() : known.missed(pace))
        .map(now -> kept(now, pace))
        .filter(Incident::isNews);
  }

  /** Closes those that nobody looks at any more. */
  public List<Incident> retire(Predicate<Incident> isGone) {
    List<Incident> gone = book.incidents().stream().filter(isGone).toList();
    gone.forEach(book::forget);
    return gone.stream().filter(Incident::isOpen).map(Incident::closed).toList();
  }
}
