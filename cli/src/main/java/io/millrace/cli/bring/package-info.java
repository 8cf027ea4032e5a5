/** Models on their way from this machine to a stack. */
@NullMarked
package io.millrace.cli.bring;

import org.jspecify.annotations.NullMarked;
