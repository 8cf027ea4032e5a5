/** Baselines from the blob store. */
@NullMarked
package io.millrace.monitoring.storage;

import org.jspecify.annotations.NullMarked;
