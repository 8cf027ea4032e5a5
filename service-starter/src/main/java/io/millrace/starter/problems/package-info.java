/** The problems as they stand now, from the compacted topic. */
@NullMarked
package io.millrace.starter.problems;

import org.jspecify.annotations.NullMarked;
