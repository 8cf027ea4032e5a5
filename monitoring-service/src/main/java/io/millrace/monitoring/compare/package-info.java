/** Whether a window of predictions is still what the model was trained on: statistics only. */
@NullMarked
package io.millrace.monitoring.compare;

import org.jspecify.annotations.NullMarked;
