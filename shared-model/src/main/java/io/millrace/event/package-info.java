/** What devices send: events, their schema, and the ground truth that comes later. */
@NullMarked
package io.millrace.event;

import org.jspecify.annotations.NullMarked;
