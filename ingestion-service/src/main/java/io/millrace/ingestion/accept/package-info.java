/** What is made of a request's rows: each is checked against its problem, then all are sent on. */
@NullMarked
package io.millrace.ingestion.accept;

import org.jspecify.annotations.NullMarked;
