/** Which version of a model answers which events, and which are asked beside it. */
@NullMarked
package io.millrace.rollout;

import org.jspecify.annotations.NullMarked;
