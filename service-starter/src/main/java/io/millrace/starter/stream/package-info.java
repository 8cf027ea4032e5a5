/** Messages told to clients as they come. */
@NullMarked
package io.millrace.starter.stream;

import org.jspecify.annotations.NullMarked;
