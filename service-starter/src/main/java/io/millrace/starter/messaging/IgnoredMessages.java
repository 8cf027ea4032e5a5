package io.millrace.starter.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of types that this version does not know: another's, or a later version's. They are no
 * fault and are left alone, though not unnoticed.
 */
final class IgnoredMessages {

  /** Counts by topic and type. */
  static final String METRIC = "millrace.messages.ignored";

  private static final Logger LOG = LoggerFactory.getLogger(IgnoredMessages.class);
  private static final Pattern OURS = Pattern.compile("io\\.millrace\\.[a-z-]{1,40}\\.v\\d{1,2}");
  private static final String OTHER = "other";

  /** What comes from outside does not decide how many counters there are. */
  private static final int MAX_TYPES = 50;

  private final MeterRegistry meters;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  IgnoredMessages(MeterRegistry meters) {
    this.meters = meters;
  }

  void count(String topic, String type) {
    String name = OURS.matcher(type).matches() ? type : OTHER;
    if (!seen.contains(name) && seen.size() >= MAX_TYPES) {
      name = OTHER;
    }
    if (seen.add(name)) {
      LOG.warn(
          "Messages of the type {} on {} are ignored: this version does not know it", name, topic);
    }
    meters.counter(METRIC, "topic", topic, "type", name).increment();
  }
}
