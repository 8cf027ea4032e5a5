/** The embedded stack in one command: a Kafka broker's JVM, and one with all four services. */
@NullMarked
package io.millrace.quickstart;

import org.jspecify.annotations.NullMarked;
