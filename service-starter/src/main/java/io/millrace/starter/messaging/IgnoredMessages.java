package io.millrace.starter.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages of types that this version does not know: another's, or a later version's. They are no
 * fault and are left alone, though not unnoticed: they are counted by topic and type in {@code
 * millrace.messages.ignored}, and each type is named once in the log.
 */
public final class IgnoredMessages {

  private static final String METRIC = "millrace.messages.ignored";
  private static final Logger LOG = LoggerFactory.getLogger(IgnoredMessages.class);
  private static final Pattern OURS = Pattern.compile("io\\.millrace\\.[a-z-]{1,40}\\.v\\d{1,3}");
  private static final String OTHER = "other";

  /** What comes from outside does not decide how many counters there are. */
  private static final int MAX_TYPES = 50;

  private final MeterRegistry meters;
  private final Set<String> types = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean others = new AtomicBoolean();

  public IgnoredMessages(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * @param type as it was sent; one that is not of Millrace's form counts as {@code other}, and so
   *     does one that is new after fifty
   */
  public void count(String topic, String type) {
    boolean named = isNamed(type);
    String name = named ? type : OTHER;
    if (named ? types.add(type) : others.compareAndSet(false, true)) {
      LOG.warn(
          "Messages of the type {} on {} are ignored: this version does not know it", name, topic);
    }
    meters.counter(METRIC, "topic", topic, "type", name).increment();
  }

  private boolean isNamed(String type) {
    return OURS.matcher(type).matches() && (types.contains(type) || types.size() < MAX_TYPES);
  }
}
