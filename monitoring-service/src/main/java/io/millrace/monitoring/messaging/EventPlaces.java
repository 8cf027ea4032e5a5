package io.millrace.monitoring.messaging;

import java.util.function.LongPredicate;

/**
 * Which number each remembered event has, in some 16 to 32 bytes an event whatever its id: by a
 * hash of the id, so that whoever asks has to look whether it is that event. Whether an event has
 * an entry of its own is noted beside.
 */
final class EventPlaces {

  private static final int SMALLEST = 64;

  /** Numbers are kept to so many bits: far more than there are events at a time. */
  private static final int BITS = 30;

  private static final long NUMBER = (1L << BITS) - 1;
  private static final long TAKEN = 1L << BITS;
  private static final long ALONE = 1L << (BITS + 1);

  /** The hash above, then the marks, then the number; 0 where there is nothing. */
  private long[] slots = new long[SMALLEST];

  private int size;

  int size() {
    return size;
  }

  void put(int hash, long number) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    insert(slot(hash, number));
    size++;
  }

  /**
   * @param isIt whether the event of a number is the one that is asked for
   * @return its number, to {@link #BITS} bits; -1 where there is none
   */
  long find(int hash, LongPredicate isIt) {
    int mask = slots.length - 1;
    for (int at = hash & mask; slots[at] != 0; at = (at + 1) & mask) {
      if (hash(slots[at]) == hash && isIt.test(slots[at] & NUMBER)) {
        return slots[at] & NUMBER;
      }
    }
    return -1;
  }

  /** The number that this is the end of, where it is not less than another and near to it. */
  static long from(long first, long end) {
    return first + ((end - first) & NUMBER);
  }

  boolean isAlone(int hash, long number) {
    int at = at(hash, number);
    return at >= 0 && (slots[at] & ALONE) != 0;
  }

  void alone(int hash, long number, boolean alone) {
    int at = at(hash, number);
    if (at >= 0) {
      slots[at] = alone ? slots[at] | ALONE : slots[at] & ~ALONE;
    }
  }

  void remove(int hash, long number) {
    int gap = at(hash, number);
    if (gap < 0) {
      return;
    }
    size--;
    int mask = slots.length - 1;
    slots[gap] = 0;
    for (int at = (gap + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
      int home = hash(slots[at]) & mask;
      if (((at - home) & mask) >= ((at - gap) & mask)) {
        slots[gap] = slots[at];
        slots[at] = 0;
        gap = at;
      }
    }
  }

  private int at(int hash, long number) {
    int mask = slots.length - 1;
    long wanted = slot(hash, number);
    for (int at = hash & mask; slots[at] != 0; at = (at + 1) & mask) {
      if ((slots[at] & ~ALONE) == wanted) {
        return at;
      }
    }
    return -1;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[2 * before.length];
    for (long slot : before) {
      if (slot != 0) {
        insert(slot);
      }
    }
  }

  private void insert(long slot) {
    int mask = slots.length - 1;
    int at = hash(slot) & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = slot;
  }

  private static long slot(int hash, long number) {
    return ((long) hash << 32) | TAKEN | (number & NUMBER);
  }

  private static int hash(long slot) {
    return (int) (slot >>> 32);
  }
}
