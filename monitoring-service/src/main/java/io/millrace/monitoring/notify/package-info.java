/** Alerts told to receivers elsewhere, over HTTP. */
@NullMarked
package io.millrace.monitoring.notify;

import org.jspecify.annotations.NullMarked;
