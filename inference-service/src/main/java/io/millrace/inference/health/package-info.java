/** What the service says of itself at /actuator/health. */
@NullMarked
package io.millrace.inference.health;

import org.jspecify.annotations.NullMarked;
