package io.millrace.starter.blob;

import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import java.util.Set;

/** An account that takes no more. How much it holds is not told to those who write. */
final class AzureFull {

  private static final int INSUFFICIENT_STORAGE = 507;

  private static final Set<BlobErrorCode> CODES =
      Set.of(
          BlobErrorCode.fromString("AccountLimitExceeded"),
          BlobErrorCode.fromString("InsufficientStorage"));

  private AzureFull() {}

  static boolean is(BlobStorageException e) {
    return e.getStatusCode() == INSUFFICIENT_STORAGE
        || (e.getErrorCode() != null && CODES.contains(e.getErrorCode()));
  }

  static String said(String what, BlobStorageException e) {
    return "%s cannot be written: nothing is free in the Azure account (%s)"
        .formatted(what, e.getErrorCode());
  }
}
