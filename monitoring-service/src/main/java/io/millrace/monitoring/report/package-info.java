/** A page about one window, for people: made of values, without asking anybody. */
@NullMarked
package io.millrace.monitoring.report;

import org.jspecify.annotations.NullMarked;
