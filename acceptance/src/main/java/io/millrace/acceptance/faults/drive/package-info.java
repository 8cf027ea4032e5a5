/** What devices and applications do meanwhile. */
@NullMarked
package io.millrace.acceptance.faults.drive;

import org.jspecify.annotations.NullMarked;
