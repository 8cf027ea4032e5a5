/** What the fuzzer needs to see of the inference service's web adapter. */
@NullMarked
package io.millrace.inference.web;

import org.jspecify.annotations.NullMarked;
