/** What the fuzzer needs to see of the ingestion service's web adapter. */
@NullMarked
package io.millrace.ingestion.web;

import org.jspecify.annotations.NullMarked;
