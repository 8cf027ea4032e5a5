/** What the services say to each other, and on which topics. */
@NullMarked
package io.millrace.message;

import org.jspecify.annotations.NullMarked;
