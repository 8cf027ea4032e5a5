/** What the running loop makes of a world that changes: streams, and how often it is right. */
@NullMarked
package io.millrace.acceptance.loop;

import org.jspecify.annotations.NullMarked;
