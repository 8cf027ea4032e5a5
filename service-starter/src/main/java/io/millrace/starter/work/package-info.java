/** Where an instance makes its files before they are kept elsewhere. */
@NullMarked
package io.millrace.starter.work;

import org.jspecify.annotations.NullMarked;
