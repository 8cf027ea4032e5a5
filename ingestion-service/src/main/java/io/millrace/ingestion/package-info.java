/** The service that takes events in and lands them. */
@NullMarked
package io.millrace.ingestion;

import org.jspecify.annotations.NullMarked;
