/** Who does better on the same events, the champion or a challenger, and what is decided on it. */
@NullMarked
package io.millrace.monitoring.judge;

import org.jspecify.annotations.NullMarked;
