/** Who may call what: bearer tokens and their roles. */
@NullMarked
package io.millrace.starter.security;

import org.jspecify.annotations.NullMarked;
