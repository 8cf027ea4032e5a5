/** From the log to immutable files, and the assets that list them. */
@NullMarked
package io.millrace.ingestion.land;

import org.jspecify.annotations.NullMarked;
