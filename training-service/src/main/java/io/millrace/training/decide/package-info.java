/** Whether a training starts now, and why: pure functions of what is known. */
@NullMarked
package io.millrace.training.decide;

import org.jspecify.annotations.NullMarked;
