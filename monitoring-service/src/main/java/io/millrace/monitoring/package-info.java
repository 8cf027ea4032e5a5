/** Watches what models see and say, and tells when either is no longer what it was. */
@NullMarked
package io.millrace.monitoring;

import org.jspecify.annotations.NullMarked;
