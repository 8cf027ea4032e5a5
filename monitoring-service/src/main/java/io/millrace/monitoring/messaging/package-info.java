/** Kafka Streams: predictions and ground truth in, verdicts out, the memory as its state. */
@NullMarked
package io.millrace.monitoring.messaging;

import org.jspecify.annotations.NullMarked;
