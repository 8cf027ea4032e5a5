/** Every boundary of the system, given what nobody would send on purpose. */
@NullMarked
package io.millrace.acceptance.fuzz;

import org.jspecify.annotations.NullMarked;
