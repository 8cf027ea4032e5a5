/** How errors are answered: RFC 9457 problem details. */
@NullMarked
package io.millrace.starter.web;

import org.jspecify.annotations.NullMarked;
