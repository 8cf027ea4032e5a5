package io.millrace.monitoring.report;

import io.millrace.starter.page.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The bins of numbers in words.
 *
 * @param ends where bins end, that value included; there is one more bin above the last
 */
record Bounds(List<Double> ends) {

  private static final int FEW = 3;
  private static final int MOST = 17;

  /** What stands below a bin, and what it is in full. */
  record Name(String brief, String full) {}

  List<Name> names() {
    int digits = digits();
    List<Name> names = new ArrayList<>();
    for (int bin = 0; bin <= ends.size(); bin++) {
      names.add(name(bin, digits));
    }
    return names;
  }

  private Name name(int bin, int digits) {
    if (ends.isEmpty()) {
      return new Name("all", "all values");
    }
    if (bin == ends.size()) {
      String last = text(ends.getLast(), digits);
      return new Name("> " + last, "above " + last);
    }
    double end = ends.get(bin);
    boolean open = isJustBelow(bin);
    String to = text(open ? ends.get(bin + 1) : end, digits);
    String sign = open ? "< " : "\u2264 ";
    if (bin == 0) {
      return new Name(sign + to, open ? "below " + to : "up to " + to);
    }
    if (isJustBelow(bin - 1)) {
      return new Name("= " + to, "exactly " + to);
    }
    String from = text(ends.get(bin - 1), digits);
    return new Name(sign + to, "above %s, %s %s".formatted(from, open ? "below" : "up to", to));
  }

  /** Whether the next bin is of one value. */
  private boolean isJustBelow(int bin) {
    return bin + 1 < ends.size() && Math.nextUp(ends.get(bin)) == ends.get(bin + 1);
  }

  /** So many that no two ends look alike. */
  private int digits() {
    List<Double> different = new ArrayList<>();
    for (int bin = 0; bin < ends.size(); bin++) {
      if (!isJustBelow(bin)) {
        different.add(ends.get(bin));
      }
    }
    int digits = FEW;
    while (digits < MOST && looksAlike(different, digits)) {
      digits++;
    }
    return digits;
  }

  private static boolean looksAlike(List<Double> values, int digits) {
    HashSet<String> texts = new HashSet<>();
    return values.stream().anyMatch(value -> !texts.add(text(value, digits)));
  }

  private static String text(double value, int digits) {
    return Numbers.brief(value, digits).replace('-', '\u2212');
  }
}
