/** The Open Inference Protocol, version 2, whatever carries it: tensors in, tensors out. */
@NullMarked
package io.millrace.inference.protocol;

import org.jspecify.annotations.NullMarked;
