/** What people and the other services are told, and how often. */
@NullMarked
package io.millrace.monitoring.alert;

import org.jspecify.annotations.NullMarked;
