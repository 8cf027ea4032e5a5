/** Trainings that the clock starts. */
@NullMarked
package io.millrace.training.schedule;

import org.jspecify.annotations.NullMarked;
