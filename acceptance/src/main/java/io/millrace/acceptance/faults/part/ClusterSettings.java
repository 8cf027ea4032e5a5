package io.millrace.acceptance.faults.part;

import java.nio.file.Path;

/**
 * What a cluster is started with.
 *
 * @param home of this run alone
 * @param work kept between runs: the AOT cache, and Azurite where npm had to fetch it
 * @param servicesLib the jars of all services
 * @param instances of each service
 */
public record ClusterSettings(
    Path home, Path work, Path servicesLib, int instances, StoreKind store) {

  /** What holds the blobs; ANY is Azurite where it is to be had. */
  public enum StoreKind {
    ANY,
    AZURITE,
    FOLDER
  }
}
