/** What a version would have said to events that are kept, beside the champion: nobody is told. */
@NullMarked
package io.millrace.inference.rehearse;

import org.jspecify.annotations.NullMarked;
