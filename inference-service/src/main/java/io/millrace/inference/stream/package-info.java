/** Events in, predictions out, each exactly once. */
@NullMarked
package io.millrace.inference.stream;

import org.jspecify.annotations.NullMarked;
