/** What is kept of predictions and ground truth, and what follows from it. */
@NullMarked
package io.millrace.monitoring.observe;

import org.jspecify.annotations.NullMarked;
