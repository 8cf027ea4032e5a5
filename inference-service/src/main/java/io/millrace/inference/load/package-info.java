/** From a registered version to a model that serves: fetch, check, load, warm, reproduce, swap. */
@NullMarked
package io.millrace.inference.load;

import org.jspecify.annotations.NullMarked;
