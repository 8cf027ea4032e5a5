/** How rows are told apart in each format, and how assets are written. */
@NullMarked
package io.millrace.ingestion.formats;

import org.jspecify.annotations.NullMarked;
