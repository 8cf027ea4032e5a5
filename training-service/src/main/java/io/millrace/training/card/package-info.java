/** What a person should know of a model before trusting it, told from its manifest alone. */
@NullMarked
package io.millrace.training.card;

import org.jspecify.annotations.NullMarked;
