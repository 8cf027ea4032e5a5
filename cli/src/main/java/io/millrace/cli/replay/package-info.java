/** Sends files of rows as events: read, batch, pace, send, and labels later. */
@NullMarked
package io.millrace.cli.replay;

import org.jspecify.annotations.NullMarked;
