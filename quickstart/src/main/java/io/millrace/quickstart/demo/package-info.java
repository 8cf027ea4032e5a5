/** A simulated building that turns the whole loop once, driven over HTTP as a user would. */
@NullMarked
package io.millrace.quickstart.demo;

import org.jspecify.annotations.NullMarked;
