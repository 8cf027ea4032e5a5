/** Who answers a problem's events, as the store has it. */
@NullMarked
package io.millrace.starter.rollout;

import org.jspecify.annotations.NullMarked;
