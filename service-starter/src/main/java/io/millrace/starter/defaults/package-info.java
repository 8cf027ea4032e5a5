/** What every service is configured with unless it says otherwise. */
@NullMarked
package io.millrace.starter.defaults;

import org.jspecify.annotations.NullMarked;
