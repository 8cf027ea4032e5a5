package io.millrace.monitoring.messaging;

import io.millrace.monitoring.compare.Spread;
import io.millrace.scoring.baseline.BinSums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a window's answers lie in the bins of some of its features: all of thousands may be more than
 * one message of the store's changelog can hold.
 */
final class StoredSpread {

  private static final int FORMAT = 1;
  private static final int FEATURES = 200;

  private StoredSpread() {}

  /** None where there is nothing to keep. */
  static List<byte[]> write(Spread spread) {
    List<Map.Entry<String, BinSums>> features = List.copyOf(spread.features().entrySet());
    List<byte[]> parts = new ArrayList<>();
    for (int from = 0; from < features.size(); from += FEATURES) {
      Packer out = new Packer().number(FORMAT).number(spread.rows());
      for (var feature : features.subList(from, Math.min(features.size(), from + FEATURES))) {
        double[] sums = feature.getValue().flat();
        out.plainText(feature.getKey()).number(sums.length);
        for (double sum : sums) {
          out.real(sum);
        }
      }
      parts.add(out.bytes());
    }
    return parts;
  }

  /**
   * @param parts none where nothing was kept, as by an earlier Millrace
   */
  static Spread read(List<byte[]> parts) {
    long rows = 0;
    Map<String, BinSums> features = new LinkedHashMap<>();
    for (byte[] part : parts) {
      Unpacker in = new Unpacker(part, FORMAT);
      rows = in.number();
      while (in.hasMore()) {
        String name = in.plainText();
        double[] sums = new double[in.count()];
        for (int i = 0; i < sums.length; i++) {
          sums[i] = in.real();
        }
        features.put(name, BinSums.of(sums));
      }
    }
    return new Spread(rows, features);
  }
}
