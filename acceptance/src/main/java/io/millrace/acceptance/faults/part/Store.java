package io.millrace.acceptance.faults.part;

import java.nio.file.Path;
import java.util.List;

/** The blob store, and the way to it, which can be cut. */
public interface Store extends Part {

  /** What services are told of it. */
  List<String> arguments();

  /**
   * From now on nobody reaches it, whatever is on its way.
   *
   * @param inAnswer at the moment when an answer comes, which is then lost
   */
  void cut(boolean inAnswer);

  void mend();

  /** The paths of all blobs below a folder, in order; read past the cut. */
  List<String> list(String folder);

  byte[] read(String path);

  /** Writes a blob to a file of this machine. */
  void copy(String path, Path file);
}
