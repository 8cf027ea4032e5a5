/** What the check of the cluster's files needs to see of messaging. */
@NullMarked
package io.millrace.starter.messaging;

import org.jspecify.annotations.NullMarked;
