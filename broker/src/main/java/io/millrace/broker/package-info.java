/**
 * A real Kafka broker of one node, in a JVM of its own that never outlives the one that started it.
 */
@NullMarked
package io.millrace.broker;

import org.jspecify.annotations.NullMarked;
