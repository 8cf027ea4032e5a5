/** The ways to learn, and the ONNX graphs they leave behind. */
@NullMarked
package io.millrace.training.train;

import org.jspecify.annotations.NullMarked;
