/** What docker-compose.yml promises, read without an engine. */
@NullMarked
package io.millrace.acceptance.compose;

import org.jspecify.annotations.NullMarked;
