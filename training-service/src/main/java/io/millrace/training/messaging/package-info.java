/** Control messages in. */
@NullMarked
package io.millrace.training.messaging;

import org.jspecify.annotations.NullMarked;
