/** The whole system from outside: what a user types and sees, and the walls of the code. */
@NullMarked
package io.millrace.acceptance;

import org.jspecify.annotations.NullMarked;
