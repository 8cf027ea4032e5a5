/** Series of values by key on an even grid of time, and how a window of one becomes a forecast. */
@NullMarked
package io.millrace.scoring.forecast;

import org.jspecify.annotations.NullMarked;
