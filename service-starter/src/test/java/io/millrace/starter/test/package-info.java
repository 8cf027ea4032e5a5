/** What other modules' tests use: a broker, and the kit that every blob store passes. */
@NullMarked
package io.millrace.starter.test;

import org.jspecify.annotations.NullMarked;
