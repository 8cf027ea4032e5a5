/** The problems that are stated here. */
@NullMarked
package io.millrace.ingestion.problems;

import org.jspecify.annotations.NullMarked;
