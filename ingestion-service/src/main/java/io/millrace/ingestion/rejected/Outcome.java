package io.millrace.ingestion.rejected;

import io.millrace.ingestion.accept.Fault;

/** What came of replaying one refusal. */
public sealed interface Outcome {

  String id();

  /** It is accepted. */
  record Replayed(String id) implements Outcome {}

  /** It had been replayed before; nothing was added. */
  record ReplayedBefore(String id) implements Outcome {}

  /** It is refused as before, or anew. */
  record RefusedAgain(String id, Fault fault) implements Outcome {}

  /** There is none of this id, as far back as was looked. */
  record Unknown(String id) implements Outcome {}
}
