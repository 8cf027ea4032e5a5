/** The fault harness: kills parts of a running Millrace and accounts for every event by its id. */
@NullMarked
package io.millrace.acceptance.faults;

import org.jspecify.annotations.NullMarked;
