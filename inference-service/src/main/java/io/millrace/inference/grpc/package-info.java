/** The Open Inference Protocol over gRPC. */
@NullMarked
package io.millrace.inference.grpc;

import org.jspecify.annotations.NullMarked;
