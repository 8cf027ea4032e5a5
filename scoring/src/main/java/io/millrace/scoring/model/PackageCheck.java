package io.millrace.scoring.model;

/** What looking into a package's folder gives. */
public sealed interface PackageCheck {

  /** Every file is there, as its digest says, and can be read. */
  record Sound(ModelPackage modelPackage) implements PackageCheck {}

  /**
   * @param reason a plain sentence part: which file, and what is wrong with it
   */
  record Unsound(String reason) implements PackageCheck {}
}
