/** A winner becomes a numbered, immutable model version. */
@NullMarked
package io.millrace.training.register;

import org.jspecify.annotations.NullMarked;
