package io.millrace.scoring.model;

import io.millrace.problem.ProblemName;
import java.util.regex.Pattern;

/**
 * Where a package lies in the blob store: its manifest in the folder that the version was announced
 * with, its other files there too or where the manifest says. Both are within {@code
 * problems/<problem>/}, so that no manifest leads to what belongs to another.
 */
public final class PackageLocation {

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final int MAX_LENGTH = 900;

  private final String folder;
  private final String files;

  private PackageLocation(String folder, String files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * The path of the manifest, which says where the rest is.
   *
   * @param folder that a version was announced with
   * @throws IllegalArgumentException as {@link #of}
   */
  public static String manifest(ProblemName problem, String folder) {
    return within(own(problem), folder) + "/" + ModelPackage.MANIFEST;
  }

  /**
   * @param folder that holds the manifest, with or without a {@code /} at its end
   * @throws IllegalArgumentException where either folder is not within the problem's own; the
   *     message is a plain sentence part
   */
  public static PackageLocation of(Manifest manifest, String folder) {
    String own = own(manifest.problem());
    String place = within(own, folder);
    String files = manifest.files();
    return new PackageLocation(place, files == null ? place : within(own, files));
  }

  /** The path of one of the package's files. */
  public String path(String name) {
    return (name.equals(ModelPackage.MANIFEST) ? folder : files) + "/" + name;
  }

  /** The folder of the files other than the manifest, without a {@code /} at its end. */
  public String files() {
    return files;
  }

  private static String own(ProblemName problem) {
    return "problems/" + problem + "/";
  }

  private static String within(String own, String folder) {
    String path = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    boolean fits = path.length() <= MAX_LENGTH && path.startsWith(own);
    for (String part : path.split("/", -1)) {
      fits = fits && PART.matcher(part).matches() && !part.equals(".") && !part.equals("..");
    }
    if (!fits) {
      String shown = path.length() > 200 ? path.substring(0, 200) + "…" : path;
      throw new IllegalArgumentException(
          "its files are said to be in '%s', which is not within %s".formatted(shown, own));
    }
    return path;
  }
}
