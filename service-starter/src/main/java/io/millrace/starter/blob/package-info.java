/** Blobs: immutable, created once. */
@NullMarked
package io.millrace.starter.blob;

import org.jspecify.annotations.NullMarked;
