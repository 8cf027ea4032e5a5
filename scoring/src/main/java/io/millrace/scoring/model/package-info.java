/** The model package: written by training, checked, loaded and scored with wherever it serves. */
@NullMarked
package io.millrace.scoring.model;

import org.jspecify.annotations.NullMarked;
