/** What a container image needs beside the service: its health check, and its native libraries. */
@NullMarked
package io.millrace.starter.image;

import org.jspecify.annotations.NullMarked;
