/** Each run computed in a process of its own, which its end does not leave behind. */
@NullMarked
package io.millrace.training.process;

import org.jspecify.annotations.NullMarked;
