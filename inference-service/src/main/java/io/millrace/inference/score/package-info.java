/** Rows to predictions: rows are checked, scored in one call, and written down. */
@NullMarked
package io.millrace.inference.score;

import org.jspecify.annotations.NullMarked;
