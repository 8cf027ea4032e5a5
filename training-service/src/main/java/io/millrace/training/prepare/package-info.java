/** From landed files to numbers: joined, split by time, fitted on the training part. */
@NullMarked
package io.millrace.training.prepare;

import org.jspecify.annotations.NullMarked;
