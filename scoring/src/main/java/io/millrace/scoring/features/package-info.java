/** Raw rows, column by column, and how they become a model's numbers. */
@NullMarked
package io.millrace.scoring.features;

import org.jspecify.annotations.NullMarked;
