/** Predictions as records of Kafka, whoever publishes them. */
@NullMarked
package io.millrace.inference.output;

import org.jspecify.annotations.NullMarked;
