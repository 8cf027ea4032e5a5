/** Loads the models that training registers, and scores events and requests with them. */
@NullMarked
package io.millrace.inference;

import org.jspecify.annotations.NullMarked;
