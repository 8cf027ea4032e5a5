/** The problem: one file in six steps that says what to predict, from what, and how well. */
@NullMarked
package io.millrace.problem;

import org.jspecify.annotations.NullMarked;
