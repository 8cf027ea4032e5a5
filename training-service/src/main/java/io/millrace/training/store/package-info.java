/** What training reads from and leaves in the blob store beside models. */
@NullMarked
package io.millrace.training.store;

import org.jspecify.annotations.NullMarked;
