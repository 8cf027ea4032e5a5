/** How fast serving is, as ratios that are measured side by side. */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
