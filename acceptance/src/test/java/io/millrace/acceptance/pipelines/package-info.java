/** The files by which users' pipelines bring Millrace and its problems to their environments. */
@NullMarked
package io.millrace.acceptance.pipelines;

import org.jspecify.annotations.NullMarked;
