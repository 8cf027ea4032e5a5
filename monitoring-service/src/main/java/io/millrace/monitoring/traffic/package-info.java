/** What is asked of the models, and how it is answered. */
@NullMarked
package io.millrace.monitoring.traffic;

import org.jspecify.annotations.NullMarked;
