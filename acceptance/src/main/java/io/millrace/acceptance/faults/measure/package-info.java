/** What the parts take of the machine, and whether that grows. */
@NullMarked
package io.millrace.acceptance.faults.measure;

import org.jspecify.annotations.NullMarked;
