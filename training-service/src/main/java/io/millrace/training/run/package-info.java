/** One training of a problem at a time, from its start to its record. */
@NullMarked
package io.millrace.training.run;

import org.jspecify.annotations.NullMarked;
