/** A model that was made elsewhere becomes one of ours, if it fits. None of it is run here. */
@NullMarked
package io.millrace.training.adopt;

import org.jspecify.annotations.NullMarked;
