/** Which parameters to learn with, and for how many steps. */
@NullMarked
package io.millrace.training.search;

import org.jspecify.annotations.NullMarked;
