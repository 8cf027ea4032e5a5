/** Small models for tests. */
@NullMarked
package io.millrace.scoring.test;

import org.jspecify.annotations.NullMarked;
