/** What a model's answers come from. */
@NullMarked
package io.millrace.scoring.explain;

import org.jspecify.annotations.NullMarked;
