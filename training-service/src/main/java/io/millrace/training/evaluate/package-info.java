/** How good models are on rows they never saw, and which of them wins. */
@NullMarked
package io.millrace.training.evaluate;

import org.jspecify.annotations.NullMarked;
