/** How good answers are, counted in one way wherever a model is judged. */
@NullMarked
package io.millrace.scoring.metric;

import org.jspecify.annotations.NullMarked;
