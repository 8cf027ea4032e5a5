/** In and out of Kafka. */
@NullMarked
package io.millrace.ingestion.messaging;

import org.jspecify.annotations.NullMarked;
