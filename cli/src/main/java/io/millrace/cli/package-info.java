/** The command {@code millrace}: one class a subcommand. */
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
