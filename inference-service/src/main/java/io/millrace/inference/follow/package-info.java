/** Predictions as they are made, told to those who follow them. */
@NullMarked
package io.millrace.inference.follow;

import org.jspecify.annotations.NullMarked;
