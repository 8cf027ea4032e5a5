package io.millrace.ingestion.rejected;

import java.util.Set;

/** What is looked for. */
public sealed interface Wanted {

  int limit();

  /** The newest ones. */
  record Newest(int limit) implements Wanted {}

  /** The newest ones that have not been replayed. */
  record Open(int limit) implements Wanted {}

  record Named(Set<String> ids) implements Wanted {
    public Named {
      ids = Set.copyOf(ids);
    }

    @Override
    public int limit() {
      return ids.size();
    }
  }
}
