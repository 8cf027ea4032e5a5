/** Problem files, as they are on this machine, before a stack knows of them. */
@NullMarked
package io.millrace.cli.state;

import org.jspecify.annotations.NullMarked;
