package io.millrace.starter.web;

import java.time.Duration;

/**
 * For a sender to send a whole body, the rest of one that is answered already too. A service that
 * has a setting for it gives this as a bean; without one it is {@code
 * server.tomcat.connection-timeout}.
 */
public record BodyTimeout(Duration value) {}
