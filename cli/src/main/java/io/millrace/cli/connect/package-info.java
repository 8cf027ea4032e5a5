/** Finds a running stack and talks to its services over HTTP. */
@NullMarked
package io.millrace.cli.connect;

import org.jspecify.annotations.NullMarked;
