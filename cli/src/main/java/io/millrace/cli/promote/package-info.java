/** Takes a version from one environment to another. */
@NullMarked
package io.millrace.cli.promote;

import org.jspecify.annotations.NullMarked;
