/** The parts of Millrace as processes of the operating system, which can be killed and started. */
@NullMarked
package io.millrace.acceptance.faults.part;

import org.jspecify.annotations.NullMarked;
