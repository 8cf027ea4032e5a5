/** Predictions over HTTP. */
@NullMarked
package io.millrace.inference.web;

import org.jspecify.annotations.NullMarked;
