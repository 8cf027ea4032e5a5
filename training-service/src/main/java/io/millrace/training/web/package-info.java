/** Models and runs over HTTP. */
@NullMarked
package io.millrace.training.web;

import org.jspecify.annotations.NullMarked;
