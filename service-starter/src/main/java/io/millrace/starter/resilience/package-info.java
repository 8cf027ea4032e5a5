/** What is told of dependencies that fail. */
@NullMarked
package io.millrace.starter.resilience;

import org.jspecify.annotations.NullMarked;
