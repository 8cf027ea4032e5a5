/** What was refused: shown, written to a file for mending, and sent again. */
@NullMarked
package io.millrace.cli.rejected;

import org.jspecify.annotations.NullMarked;
