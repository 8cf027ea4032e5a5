/** Which part is struck when, from a seed alone. */
@NullMarked
package io.millrace.acceptance.faults.plan;

import org.jspecify.annotations.NullMarked;
