/** Words, numbers and tables for people. */
@NullMarked
package io.millrace.cli.show;

import org.jspecify.annotations.NullMarked;
