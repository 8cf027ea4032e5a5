/** Events in, predictions out: each exactly once, or at least once where the broker has no more. */
@NullMarked
package io.millrace.inference.stream;

import org.jspecify.annotations.NullMarked;
