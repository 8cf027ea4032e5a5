/** What ships for Kubernetes, checked without a cluster. */
@NullMarked
package io.millrace.acceptance.k8s;

import org.jspecify.annotations.NullMarked;
