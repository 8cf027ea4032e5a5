/** Pages that a service makes for people: one HTML file each, which needs nothing else. */
@NullMarked
package io.millrace.starter.page;

import org.jspecify.annotations.NullMarked;
