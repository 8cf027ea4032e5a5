package io.millrace.inference.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.message.Topics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the messages of types that this version does not know, and names each type once. */
final class IgnoredTypes {

  private static final Logger LOG = LoggerFactory.getLogger(IgnoredTypes.class);
  private static final Pattern OURS = Pattern.compile("io\\.millrace\\.[a-z-]{1,40}\\.v[0-9]{1,3}");
  private static final int MOST = 50;

  private final MeterRegistry meters;
  private final Set<String> types = ConcurrentHashMap.newKeySet();

  IgnoredTypes(MeterRegistry meters) {
    this.meters = meters;
  }

  void add(String type) {
    String named = OURS.matcher(type).matches() && isAmongFew(type) ? type : "other";
    meters.counter("millrace.messages.ignored", "topic", Topics.EVENTS, "type", named).increment();
  }

  private boolean isAmongFew(String type) {
    if (types.contains(type)) {
      return true;
    }
    if (types.size() >= MOST) {
      return false;
    }
    if (types.add(type)) {
      LOG.warn("Messages of the type {} are not known here and left out", type);
    }
    return true;
  }
}
