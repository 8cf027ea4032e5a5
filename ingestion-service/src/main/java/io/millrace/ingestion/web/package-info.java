/** The addresses of this service. */
@NullMarked
package io.millrace.ingestion.web;

import org.jspecify.annotations.NullMarked;
