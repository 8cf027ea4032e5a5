/** The command as a whole. */
@NullMarked
package io.millrace.quickstart.main;

import org.jspecify.annotations.NullMarked;
