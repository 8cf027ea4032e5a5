/** Hears of models and problems; tells of refused models and of predictions made over HTTP. */
@NullMarked
package io.millrace.inference.messaging;

import org.jspecify.annotations.NullMarked;
