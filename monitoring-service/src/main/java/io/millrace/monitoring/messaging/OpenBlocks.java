package io.millrace.monitoring.messaging;

import io.millrace.problem.ProblemName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Of each problem the rows of one partition that wait for others. They outlive the process. */
final class OpenBlocks {

  /** More bytes than this do not wait: what is stored with each row stays small. */
  private static final int LARGE = 32 * 1024;

  private final KeyValueStore<String, byte[]> store;
  private final Map<ProblemName, Block> open = new TreeMap<>();

  OpenBlocks(KeyValueStore<String, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<String, byte[]> entries = store.all()) {
      entries.forEachRemaining(
          entry -> {
            ProblemName problem = new ProblemName(entry.key);
            Block block = new Block();
            Block.read(entry.value, problem).forEach(block::add);
            open.put(problem, block);
          });
    }
  }

  /**
   * @return how many rows its block has, or as good as endlessly many where it is large
   */
  int add(Row row) {
    ProblemName problem = row.context().problem();
    Block block = open.computeIfAbsent(problem, _ -> new Block());
    block.add(row);
    store.put(problem.value(), block.bytes());
    return block.size() > LARGE ? Integer.MAX_VALUE : block.rows();
  }

  List<ProblemName> problems() {
    return List.copyOf(open.keySet());
  }

  /** The block of a problem, which is not open any more; null where there is none. */
  byte @Nullable [] take(ProblemName problem) {
    Block block = open.remove(problem);
    if (block == null) {
      return null;
    }
    store.put(problem.value(), null);
    return block.bytes();
  }
}
