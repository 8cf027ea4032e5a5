/** What people ask: drift, performance, alerts. */
@NullMarked
package io.millrace.monitoring.web;

import org.jspecify.annotations.NullMarked;
