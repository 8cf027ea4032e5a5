/** What was refused: listed for those who mend it, and accepted once it is mended. */
@NullMarked
package io.millrace.ingestion.rejected;

import org.jspecify.annotations.NullMarked;
