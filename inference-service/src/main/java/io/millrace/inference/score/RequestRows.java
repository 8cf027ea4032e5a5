package io.millrace.inference.score;

import io.millrace.inference.load.Cast;
import io.millrace.inference.load.ServedModel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of a request as the version that leads reads them, and as others do. */
final class RequestRows implements RowsAs {

  private final Scorer scorer;
  private final RowSource source;
  private final Instant now;
  private final String request;
  private final CheckedRows checked;

  /**
   * @param request by which it is decided who answers rows that name no entity
   */
  RequestRows(Scorer scorer, Cast cast, RowSource source, Instant now, String request) {
    this.scorer = scorer;
    this.source = source;
    this.now = now;
    this.request = request;
    this.checked = scorer.reader(cast.lead()).read(source, now);
  }

  CheckedRows checked() {
    return checked;
  }

  /** By which it is decided who answers a good row. */
  String entity(int good) {
    @Nullable String[] entities = checked.entities();
    String entity = entities.length > 0 ? entities[good] : null;
    return entity == null ? request : entity;
  }

  @Override
  public Reread read(ServedModel model, int[] rows) {
    CheckedRows again = scorer.reader(model).read(source, now);
    int[] found = new int[checked.good().size()];
    int good = 0;
    int there = 0;
    for (int row = 0; row < checked.size(); row++) {
      boolean taken = again.error(row).isEmpty();
      if (checked.error(row).isEmpty()) {
        found[good++] = taken ? there : -1;
      }
      there += taken ? 1 : 0;
    }
    int[] places = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      places[i] = found[rows[i]];
    }
    return new Reread(again.good(), places);
  }
}
