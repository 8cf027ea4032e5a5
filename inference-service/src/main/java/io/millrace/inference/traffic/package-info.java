/** What is asked of the models, and how it is answered: counted as it happens, told in short. */
@NullMarked
package io.millrace.inference.traffic;

import org.jspecify.annotations.NullMarked;
