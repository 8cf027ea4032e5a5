/** A version is given to another environment, or taken from one, as the same bytes. */
@NullMarked
package io.millrace.training.promote;

import org.jspecify.annotations.NullMarked;
