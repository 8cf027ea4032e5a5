/** Tells a lineage catalogue of runs, as OpenLineage events. */
@NullMarked
package io.millrace.training.lineage;

import org.jspecify.annotations.NullMarked;
