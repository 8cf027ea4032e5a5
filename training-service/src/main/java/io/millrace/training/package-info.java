/** Training: decide, prepare, train, evaluate, register. */
@NullMarked
package io.millrace.training;

import org.jspecify.annotations.NullMarked;
