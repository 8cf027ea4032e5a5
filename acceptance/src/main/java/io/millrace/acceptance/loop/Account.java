package io.millrace.acceptance.loop;

import io.millrace.acceptance.loop.Stream.Block;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a stream went.
 *
 * @param right whether each event was predicted rightly, at once when it came
 * @param found the drifts that were noticed, in their order
 * @param versions how many events had been sent when each was first seen
 */
@SuppressWarnings("ArrayRecordComponent") // a column, never compared
public record Account(Stream stream, boolean[] right, List<Found> found, List<Integer> versions) {

  public Account {
    found = List.copyOf(found);
    versions = List.copyOf(versions);
  }

  /**
   * A drift.
   *
   * @param at how many events had been sent
   * @param kind of it
   */
  public record Found(int at, String kind) {}

  /** Of all events after the warm-up. */
  public double accuracy() {
    return accuracy(stream.warmUp(), stream.size());
  }

  public double accuracy(int from, int to) {
    return IntStream.range(from, to).filter(i -> right[i]).count() / (double) (to - from);
  }

  /** The last half of a block, which a model that knows of it should have answered. */
  public double settled(Block block) {
    return accuracy((block.from() + block.to()) / 2, block.to());
  }

  /** What was noticed first in a block. */
  public Optional<Found> first(Block block) {
    return found.stream().filter(each -> isWithin(each.at(), block)).findFirst();
  }

  public List<Found> found(Block block) {
    return found.stream().filter(each -> isWithin(each.at(), block)).toList();
  }

  /** How many versions came in a block. */
  public long versions(Block block) {
    return versions.stream().filter(at -> isWithin(at, block)).count();
  }

  private static boolean isWithin(int sent, Block block) {
    return sent > block.from() && sent <= block.to();
  }
}
