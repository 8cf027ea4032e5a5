/** A tiny service on the starter, for its tests. */
@NullMarked
package io.millrace.starter.app;

import org.jspecify.annotations.NullMarked;
