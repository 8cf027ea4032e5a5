/** Detectors of concept drift: whether the errors of a model have become more. */
@NullMarked
package io.millrace.monitoring.concept;

import org.jspecify.annotations.NullMarked;
