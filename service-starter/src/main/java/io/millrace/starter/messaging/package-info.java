/** CloudEvents in and out of Kafka: one header convention for control messages and hot paths. */
@NullMarked
package io.millrace.starter.messaging;

import org.jspecify.annotations.NullMarked;
