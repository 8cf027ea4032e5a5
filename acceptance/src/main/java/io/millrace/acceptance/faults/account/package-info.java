/** What became of every event. */
@NullMarked
package io.millrace.acceptance.faults.account;

import org.jspecify.annotations.NullMarked;
