/** What the features and the answers looked like when a model was trained. */
@NullMarked
package io.millrace.scoring.baseline;

import org.jspecify.annotations.NullMarked;
